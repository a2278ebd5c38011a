package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A blade is told that no establish is under way where that is certain, also after a crash, and nowhere else. */
class LateRequestsFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.pairs("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SETTLE", "ARM", "SUSPEND"})
    void backupThatFailsBeforeItsEstablish_waitsForNoLateOne(String step) throws Exception {
        rig.server.faults().next(SystemFaults.Step.valueOf(step), SystemFaults.Fault.REFUSED);

        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).as(run.message()).contains(Outcome.FAILED);
        assertThat(passed("before blade.establish")).isFalse();
        assertThat(isToldThatNothingIsUnderWay()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,true", "LOST_REPLY,false", "UNCHECKED,false"})
    void backupWhoseEstablishFails_waitsUnlessNothingHasHappened(Faults.Fault fault, boolean certain) throws Exception {
        rig.storage.faults().next(Faults.Step.ESTABLISH, fault);

        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).as(run.message()).isNotEqualTo(java.util.Optional.of(Outcome.COMPLETE));
        assertThat(isToldThatNothingIsUnderWay()).isEqualTo(certain);
    }

    /** From the intent of the window on nobody can tell whether the request went out: it is waited for. */
    @ParameterizedTest
    @CsvSource({
        "before system.suspend,false",
        "before system.settle,true",
        "before blade.establish,false",
        "after blade.establish,false"
    })
    void managerThatDies_isFollowedByOneThatWaitsUnlessItIsCertain(String moment, boolean certain) throws Exception {
        rig.close();
        rig.restart(CrashPoints.at(new Point(moment, 1), () -> rig.server.managerDied()));
        rig.settle();
        rig.backups().start(ManagerRig.SYSTEM, Map.of());
        rig.settle();
        assertThat(rig.points().isDead()).isTrue();
        rig.close();

        rig.restart(CrashPoints.none());
        rig.settle();

        assertThat(passed("before blade.withdraw")).isTrue();
        assertThat(isToldThatNothingIsUnderWay()).isEqualTo(certain);
    }

    @Test
    void backupThatIsCompleteAndOverwritten_isNoCaseForIt() throws Exception {
        rig.options.put("generations", "1");
        rig.options.put("overwrite.last", "true");
        rig.backUp(Map.of());

        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(passed("before blade.withdraw")).isTrue();
        assertThat(isToldThatNothingIsUnderWay()).isFalse();
    }

    private boolean isToldThatNothingIsUnderWay() {
        return passed("before blade.nothingUnderWay");
    }

    private boolean passed(String point) {
        return rig.points().trace().stream().anyMatch(passed -> passed.name().equals(point));
    }
}
