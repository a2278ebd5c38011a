package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thaw acts on a whole domain: while one may still come, no other run holds writes there. */
class HoldDomainsFlowTest {

    private static final Map<String, String> HELD = Map.of("consistency", "storage", "suspend.limit.ms", "120000");

    private final ManagerRig rig = new ManagerRig(Behaviour.pairs("array").withHoldTimer(Duration.ofSeconds(119)));

    private void hastyManager() {
        rig.close();
        rig.absent = Duration.ofMillis(200);
        rig.restart(CrashPoints.none());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void domainOfAThawThatWasNotAnswered_isNotHeldByTheNextRun_andIsNoMatterToOneThatHoldsNothing() throws Exception {
        hastyManager();
        rig.storage.faults().next(Faults.Step.RELEASE, Faults.Fault.LOST_REPLY);
        Run first = rig.backUp(HELD);
        assertThat(first.outcome()).as(first.message()).isNotEqualTo(java.util.Optional.of(Outcome.COMPLETE));

        Run second = rig.backUp(HELD);

        assertThat(second.outcome()).contains(Outcome.FAILED);
        assertThat(second.message())
                .contains("somebody else works on one of hold domain ")
                .contains("a thaw that was not answered");
        assertThat(rig.backUp(Map.of()).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.server.tryCommit()).isTrue();
    }

    /** What a run is shown to be at right after its window. */
    private List<String> shownAfterTheWindow() {
        List<String> shown = new CopyOnWriteArrayList<>();
        rig.points().when("after catalog.commit", () -> rig.catalog.openRuns().stream()
                .filter(run -> run.phase() == Phase.RELEASE)
                .map(Run::message)
                .forEach(shown::add));
        return shown;
    }

    @Test
    void windowWhoseThawWasNotAnswered_isNotShownAsClosed() throws Exception {
        List<String> shown = shownAfterTheWindow();
        rig.storage.faults().next(Faults.Step.RELEASE, Faults.Fault.LOST_REPLY);

        rig.backUp(HELD);

        assertThat(shown).isNotEmpty().containsOnly("a storage has not confirmed that it lets writes go on");
    }

    /** The control. */
    @Test
    void windowWhoseThawWasAnswered_isShownAsClosed() throws Exception {
        List<String> shown = shownAfterTheWindow();

        assertThat(rig.backUp(HELD).outcome()).contains(Outcome.COMPLETE);

        assertThat(shown).isNotEmpty().containsOnly("window closed");
    }

    /** The control: a domain is let go with its run. */
    @Test
    void domainOfAThawThatWasAnswered_isHeldByTheNextRun() throws Exception {
        hastyManager();

        assertThat(rig.backUp(HELD).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.backUp(HELD).outcome()).contains(Outcome.COMPLETE);
    }
}
