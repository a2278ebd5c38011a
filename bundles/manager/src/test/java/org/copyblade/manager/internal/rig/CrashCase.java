package org.copyblade.manager.internal.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.copyblade.api.CopybladeException;
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
            Aftermath.look(scene, rig);
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
        } catch (CopybladeException e) {
            if (!rig.points().isDead()) {
                throw e;
            }
            return;
        }
        rig.settle();
    }
}
