package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.SetupReport;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.spi.Headroom;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Setup, plan and backup say what the storage has no room for, before a backup in the night finds out. */
class RoomFlowTest {

    private static final OptionalLong UNSAID = OptionalLong.empty();

    /** There are five sets of targets for its volumes. */
    private final ManagerRig rig = new ManagerRig(Behaviour.pairs("array").withBackgroundCopy(Duration.ZERO));

    @AfterEach
    void close() {
        rig.close();
    }

    private static List<String> room(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> List.of(7, 13, 16).contains(finding.check()))
                .map(finding ->
                        finding.check() + " " + finding.severity() + " " + finding.subject() + " " + finding.text())
                .toList();
    }

    private List<String> planned(Map<String, String> overrides) throws Exception {
        return room(rig.backups().plan(ManagerRig.SYSTEM, overrides).findings());
    }

    private static String fewer(int unmade, int room) {
        return "13 WARNING generations " + unmade + " are not made yet, and blade memory@array has room for " + room
                + " of them: the backup after that will be refused";
    }

    @Test
    void moreGenerationsThanTargets_areWarnedOf_bySetupPlanAndBackup() throws Exception {
        rig.options.put("generations", "7");

        assertThat(planned(Map.of())).containsExactly(fewer(7, 5));
        SetupReport setup = rig.setUp();
        assertThat(setup.passed()).isTrue();
        assertThat(room(setup.findings())).containsExactly(fewer(7, 5));
        assertThat(setup.findings().get(0).hint())
                .isEqualTo("give the blade more room or targets, or lower 'generations' by 2");
        Run run = CrashScene.complete(rig.backUp(Map.of()));
        assertThat(room(run.findings())).containsExactly(fewer(7, 5));
        assertThat(planned(Map.of())).containsExactly(fewer(6, 4));
    }

    @Test
    void asManyGenerationsAsTargets_areSaidNothingOf_untilAndAfterAllAreMade() throws Exception {
        rig.options.put("generations", "5");
        for (int i = 0; i < 7; i++) {
            Run run = CrashScene.complete(rig.backUp(Map.of()));
            assertThat(room(run.findings())).as("backup " + i).isEmpty();
        }
    }

    /** What goes on from the older copy takes its targets over: no room is no obstacle then. */
    @Test
    void copyThatGoesOnFromAnOlderOne_isNotCountedAsNew() throws Exception {
        rig.options.put("incremental", "yes");
        CrashScene.complete(rig.backUp(Map.of()));
        CrashScene.complete(rig.backUp(Map.of()));
        rig.storage.say(new Headroom(OptionalLong.of(0), OptionalLong.of(1), OptionalLong.of(0)));

        assertThat(room(CrashScene.complete(rig.backUp(Map.of())).findings())).isEmpty();
        // The control: one that copies everything needs room.
        assertThat(planned(Map.of("incremental", "no"))).hasSize(2);
    }

    @Test
    void noFurtherCopy_refusesTheBackup() throws Exception {
        rig.storage.say(new Headroom(UNSAID, UNSAID, OptionalLong.of(0)));

        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).contains(Outcome.REFUSED);
        assertThat(run.message())
                .isEqualTo(
                        "DCM-2001 cannot back up 'bank': blade memory@array has room for no further copy of a source");
        assertThat(room(run.findings()))
                .containsExactly("16 ERROR blade memory@array has room for no further copy of a source");
        assertThat(rig.setUp().passed()).isFalse();
    }

    @Test
    void tooFewBytes_refuseTheBackup_orWarnOfLaterOnes() throws Exception {
        rig.storage.say(new Headroom(OptionalLong.of(99), OptionalLong.of(100), UNSAID));
        assertThat(planned(Map.of()))
                .containsExactly("7 ERROR blade memory@array has 99 bytes free for copies, and this one needs 100");

        rig.storage.say(new Headroom(OptionalLong.of(199), OptionalLong.of(100), UNSAID));
        assertThat(planned(Map.of())).containsExactly(fewer(2, 1));

        rig.storage.say(new Headroom(OptionalLong.of(200), OptionalLong.of(100), UNSAID));
        assertThat(planned(Map.of())).isEmpty();
    }

    /** A blade that says itself why it cannot is not repeated. */
    @Test
    void refusalOfTheBlade_isNotReportedTwice() throws Exception {
        rig.storage.say(new Headroom(UNSAID, UNSAID, OptionalLong.of(0)));
        rig.storage.faults().full(true);

        assertThat(planned(Map.of())).containsExactly("7 ERROR targets the targets are full");
    }

    @Test
    void tooFewFixedPairs_areReportedOnce() throws Exception {
        rig.storage.say(new Headroom(UNSAID, UNSAID, OptionalLong.of(1)));
        String pairs = rig.backups().plan(ManagerRig.SYSTEM, Map.of()).copies().stream()
                .map(copy -> copy.source() + ":" + copy.target())
                .collect(java.util.stream.Collectors.joining(","));

        assertThat(planned(Map.of("targets", pairs))).hasSize(3).allMatch(finding -> finding.startsWith("13 ERROR"));
    }
}
