package org.copyblade.manager.internal.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Reconciliation;
import org.copyblade.manager.internal.rig.CrashPoints.Dead;
import org.copyblade.manager.internal.rig.CrashPoints.Point;

/**
 * One scene and the deaths in it: the first while the manager works, each further one while the next manager settles what
 * was left. Then a manager lives and settles: the system runs, no copy is left that nobody knows, no COMPLETE backup is lost
 * and every one of them can be used.
 *
 * @param deaths one for each manager that is killed
 */
public record CrashCase(CrashScene scene, List<Point> deaths) {

    /** A point that only time decides about is tried again. */
    private static final int ATTEMPTS = 3;

    /** Kills as often as said and answers every point of the manager that comes after: those at which it can be killed. */
    public List<Point> nextPoints() throws CopybladeException, InterruptedException {
        return CrashPoints.common(traceOfNext(), traceOfNext());
    }

    private List<Point> traceOfNext() throws CopybladeException, InterruptedException {
        ManagerRig rig = dead().orElseThrow();
        try {
            rig.restart(CrashPoints.none());
            rig.settle();
            if (deaths.isEmpty()) {
                scene.work().with(rig);
                rig.settle();
            }
            return rig.points().trace();
        } finally {
            rig.close();
        }
    }

    /** Kills as often as said, and looks. */
    public void play() throws CopybladeException, InterruptedException {
        Optional<ManagerRig> died = dead();
        for (int i = 1; died.isEmpty() && i < ATTEMPTS; i++) {
            died = dead();
        }
        assertThat(died).as("a manager that died at each of %s", deaths).isPresent();
        ManagerRig rig = died.orElseThrow();
        try {
            rig.restart(CrashPoints.none());
            rig.settle();
            look(rig);
        } finally {
            rig.close();
        }
    }

    /** What is there after the deaths; empty if one of the managers never came to its point. */
    private Optional<ManagerRig> dead() throws CopybladeException, InterruptedException {
        ManagerRig rig = scene.ready();
        rig.close();
        for (int i = 0; i < deaths.size(); i++) {
            rig.restart(CrashPoints.at(deaths.get(i), rig.server::managerDied));
            rig.settle();
            if (i == 0 && !rig.points().isDead()) {
                work(rig);
            }
            rig.close();
            if (!rig.points().diedAt().equals(Optional.of(deaths.get(i)))) {
                return Optional.empty();
            }
        }
        return Optional.of(rig);
    }

    private void work(ManagerRig rig) throws CopybladeException, InterruptedException {
        try {
            scene.work().with(rig);
        } catch (Dead e) {
            // It died in the thread of the command.
            return;
        }
        rig.settle();
    }

    private void look(ManagerRig rig) throws CopybladeException, InterruptedException {
        assertThat(rig.server.isHeld()).as("held").isFalse();
        assertThat(rig.server.isRunning()).as("running").isTrue();
        assertThat(rig.server.last()).as("its data").isIn(scene.mayEndAt());
        rig.server.commit();
        assertThat(rig.catalog.openRuns()).as("open runs").isEmpty();
        List<Backup> known = CrashScene.backupsOf(rig);
        // The newest of those that were there before the work.
        BackupId good = known.get(known.size() - scene.backups()).id();
        assertThat(rig.backups().get(good).state()).as("the good backup").isEqualTo(Backup.State.COMPLETE);
        assertThat(orphans(rig)).as("orphans").isEmpty();
        assertThat(rig.copies()).as("copies, each of a COMPLETE backup").allMatch(copy -> copy.manifest()
                .isPresent());
        assertThat(rig.backups().list(BackupQuery.NEWEST))
                .extracting(Backup::state)
                .as("backups that nobody takes any more")
                .doesNotContain(Backup.State.RESERVED, Backup.State.RUNNING);
        TreeSet<String> usable = new TreeSet<>();
        for (Backup backup : rig.backups().list(BackupQuery.NEWEST)) {
            if (backup.state() == Backup.State.COMPLETE) {
                usable.add(backup.id().value());
                CrashScene.complete(rig.ended(rig.backups().verify(backup.id())));
            }
        }
        assertThat(usable).isNotEmpty();
    }

    /** Storage that marks its copies by nothing but their targets shows every copy as nameless: ours are known by them. */
    private static List<Reconciliation.Item> orphans(ManagerRig rig) throws CopybladeException {
        Set<String> ours = new HashSet<>();
        for (Backup backup : rig.backups().list(BackupQuery.NEWEST)) {
            if (backup.state() == Backup.State.COMPLETE) {
                backup.copies().forEach(copy -> ours.add(targets(copy)));
            }
        }
        return rig.reconciliation().reconcile(false).items().stream()
                .filter(item -> !ours.contains(item.where()))
                .toList();
    }

    private static String targets(Backup.Copy copy) {
        return copy.targets().stream()
                .map(pair -> pair.substring(pair.indexOf(" -> ") + 4))
                .collect(Collectors.joining("+"));
    }
}
