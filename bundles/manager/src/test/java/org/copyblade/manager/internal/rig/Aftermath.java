package org.copyblade.manager.internal.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Reconciliation;

/** What has to be there once everything is settled, whatever happened before. */
final class Aftermath {

    private Aftermath() {}

    /** Fails if the system does not run, a copy is left that nobody knows, or a COMPLETE backup cannot be used. */
    static void look(CrashScene scene, ManagerRig rig) throws CopybladeException, InterruptedException {
        assertThat(rig.server.isHeld()).as("held").isFalse();
        assertThat(rig.server.isRunning()).as("running").isTrue();
        assertThat(rig.server.last()).as("its data").isIn(scene.mayEndAt());
        rig.server.commit();
        assertThat(rig.catalog.openRuns()).as("open runs").isEmpty();
        assertThat(rig.storages).as("clones that nobody uses any more").allMatch(storage -> storage.exposed()
                .isEmpty());
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
