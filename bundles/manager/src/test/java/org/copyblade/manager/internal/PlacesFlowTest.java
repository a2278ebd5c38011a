package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.place.OwnPlace;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Copyblade itself needs is neither held still nor set back by what it does. */
class PlacesFlowTest {

    private static final Map<String, String> HELD = Map.of("consistency", "storage", "suspend.limit.ms", "120000");

    private ManagerRig rig = new ManagerRig(Behaviour.pairs("array").withHoldTimer(Duration.ofSeconds(119)));

    @AfterEach
    void close() {
        rig.close();
    }

    private void place(String what, String directory, boolean memory) {
        rig.close();
        rig.places.add(new OwnPlace(what, Path.of(directory), memory));
        rig.restart(CrashPoints.none());
    }

    private void assertRefused(Run run, int check, String message) {
        assertThat(run.outcome()).as(run.message()).contains(Outcome.REFUSED);
        assertThat(run.message()).contains(message);
        assertThat(run.findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .extracting(Finding::check)
                .containsOnly(check);
        assertThat(rig.server.tryCommit()).isTrue();
    }

    @Test
    void holdOfWhatTheManagerWritesTo_isRefused() throws Exception {
        rig.storage.addVolume("manager");
        place("program", rig.storage.path("manager"), false);
        assertRefused(
                rig.backUp(HELD),
                31,
                rig.storage.path("manager")
                        + " the program of Copyblade is on storage whose writes this run would hold");
    }

    @Test
    void holdOfOtherStorage_isNot_andNeitherIsARunWithoutHold() throws Exception {
        rig.storage.addVolume("manager", "another");
        place("program", rig.storage.path("manager"), false);
        assertThat(rig.backUp(HELD).outcome()).contains(Outcome.COMPLETE);

        rig.storage.addVolume("manager2");
        place("log", rig.storage.path("manager2"), false);
        assertThat(rig.backUp(Map.of("consistency", "log-suspend")).outcome()).contains(Outcome.COMPLETE);
    }

    /** It would end the next run's hold, which nobody would notice where the clock proves it. */
    @Test
    void whileAThawThatWasNotAnsweredMayStillCome_nothingIsHeldThere() throws Exception {
        rig.close();
        rig.absent = Duration.ofMillis(100);
        rig.restart(CrashPoints.none());
        rig.storage.faults().next(Faults.Step.RELEASE, Faults.Fault.LOST_REPLY);
        assertThat(rig.backUp(HELD).outcome()).contains(Outcome.UNUSABLE);

        Run next = rig.backUp(HELD);
        assertThat(next.outcome()).contains(Outcome.FAILED);
        assertThat(next.message()).contains("a thaw that was not answered");
        assertThat(rig.server.tryCommit()).isTrue();
        assertThat(rig.backUp(Map.of("consistency", "log-suspend")).outcome()).contains(Outcome.COMPLETE);
    }

    @Test
    void establishThatWritesToAFilesystemTheRunFreezes_isRefused() throws Exception {
        rig.storage.addVolume("pool").addTarget(rig.storage.path("pool"));
        Run run = rig.backUp(Map.of(
                "consistency",
                "storage",
                "suspend.limit.ms",
                "120000",
                "generations",
                "1",
                "targets",
                "bank-log:" + rig.storage.path("pool")));
        assertRefused(run, 31, rig.storage.path("pool") + " the target of ");
    }

    @Test
    void establishThatWritesElsewhere_isNot() throws Exception {
        rig.storage.addVolume("pool", "another").addTarget(rig.storage.path("pool"));
        Run run = rig.backUp(Map.of(
                "consistency",
                "storage",
                "suspend.limit.ms",
                "120000",
                "generations",
                "1",
                "targets",
                "bank-log:" + rig.storage.path("pool")));
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
    }

    @Test
    void catalogInsideTheProtectedSystem_isRefused() throws Exception {
        place("data directory", rig.storage.path("bank-data0") + "/copyblade", true);
        assertRefused(
                rig.backUp(Map.of("consistency", "log-suspend")),
                32,
                "the data directory of Copyblade lies in " + rig.storage.path("bank-data0")
                        + ", which it protects: a restore would set it back as well");
    }

    @Test
    void manifestDirectoryInsideTheProtectedSystem_isRefused() throws Exception {
        assertRefused(
                rig.backUp(Map.of("manifest.directory", rig.storage.path("bank-log") + "/manifests")),
                32,
                "the manifest directory of Copyblade lies in");
    }
}
