package org.copyblade.manager.internal.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.manager.internal.rig.CrashPoints.Point;

/** One scene whose run an operator cancels at one point of it. The manager lives on and is asked for nothing more. */
public record CancelCase(CrashScene scene, Point point) {

    /** Cancels, waits for the end and looks; answers how the run ended, empty if there was none to cancel at that point. */
    public Optional<Outcome> play() throws CopybladeException, InterruptedException {
        ManagerRig rig = scene.ready();
        try {
            rig.close();
            rig.restart(CrashPoints.none());
            AtomicReference<RunId> cancelled = new AtomicReference<>();
            rig.points().when(point, () -> cancelled.set(cancelNewest(rig).orElse(null)));
            scene.work().with(rig);
            rig.settle();
            Aftermath.look(scene, rig);
            return cancelled.get() == null
                    ? Optional.empty()
                    : Optional.of(outcome(rig.runs().get(cancelled.get())));
        } finally {
            rig.close();
        }
    }

    private static Outcome outcome(Run run) {
        Outcome outcome = run.outcome().orElseThrow();
        assertThat(outcome).as("%s: %s", run.kind(), run.message()).isNotEqualTo(Outcome.FAILED);
        return outcome;
    }

    /** Empty before it is a run, and after it was one. */
    private static Optional<RunId> cancelNewest(ManagerRig rig) {
        try {
            Optional<RunId> newest = rig.runs().list(1).stream().map(Run::id).findFirst();
            if (newest.isPresent()) {
                rig.runs().cancel(newest.orElseThrow());
            }
            return newest;
        } catch (CopybladeException e) {
            // It has ended in this moment.
            return Optional.empty();
        }
    }
}
