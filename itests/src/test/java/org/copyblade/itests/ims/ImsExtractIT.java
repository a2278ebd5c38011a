package org.copyblade.itests.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.ExtractOrder;
import org.copyblade.api.ExtractPlan;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.lab.ims.Evidence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * An area that the group writes to comes out of a System Level Backup of a group at work, under a new name and as it was at
 * the instant of the backup. With {@code -Pmatrix} only.
 */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class ImsExtractIT {

    /** Until the group has written to the data set since the backup. */
    private static final int LOOKS = 40;

    @TempDir
    private Path directory;

    private ImsRig rig;
    private String dataSet;

    @BeforeEach
    void start() throws Exception {
        rig = new ImsRig(directory);
        rig.workUntilArchived();
        dataSet = rig.dataSetOfOneVolume();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    /** Its copies are online under serials of their own from the start. */
    @Test
    void outOfABackupByDfsmsdss() throws Exception {
        BackupId id = complete(rig.backup("dfsmsdss", Map.of()));
        ExtractPlan plan = rig.planExtract(order(id, "OUT1"));
        List<String> copies = plan.copies().get(0).sources().stream()
                .map(serial -> "BK" + rig.targetOf(id, serial))
                .toList();
        comesOut(id, "OUT1", copies);

        // The same once more: what is there is kept.
        Run again = rig.extract(order(id, "OUT1"));
        assertThat(again.outcome()).contains(Outcome.FAILED);
        assertThat(again.message()).startsWith("DCM-6012").contains("ADR472E");

        // Never into a copy of anything.
        Run into = rig.extract(new ExtractOrder(id, List.of(dataSet), "OUT2", List.of(copies.get(0)), ""));
        assertThat(into.outcome()).contains(Outcome.FAILED);
        assertThat(into.message()).startsWith("DCM-6012").contains("holds copies of volumes");
    }

    /**
     * The storage gives a target the serial of its source, so that z/OS cannot have it online. The operator gives it another
     * one for the time being, and the backup is as good as before once it has its own again.
     */
    @Test
    void outOfABackupByFlashCopy_onceTheOperatorHasGivenTheCopiesSerials() throws Exception {
        List<Evidence.Acknowledged> acknowledged = rig.plex().acknowledged();
        BackupId id = complete(rig.backup("flashcopy", Map.of()));
        Run offline = rig.extract(order(id, "OUT1"));
        assertThat(offline.outcome()).contains(Outcome.FAILED);
        assertThat(offline.message()).startsWith("DCM-6012").contains("is not online");
        assertThat(offline.hint()).contains("REFORMAT VOLID");

        List<String> sources =
                rig.planExtract(order(id, "OUT1")).copies().get(0).sources();
        List<String> clipped = new ArrayList<>();
        for (String source : sources) {
            clipped.add(rig.clip(rig.targetOf(id, source)));
        }
        comesOut(id, "OUT1", clipped);

        for (String source : sources) {
            rig.unclip(rig.targetOf(id, source), source);
        }
        var copy = rig.checkCopy(id, new Evidence(true, rig.heldAt(id), acknowledged));
        assertThat(copy.findings()).as(copy.facts().toString()).isEmpty();
    }

    private void comesOut(BackupId id, String as, List<String> copies) throws Exception {
        byte[] then = rig.contentOn(dataSet, copies);
        for (int i = 0; i < LOOKS && Arrays.equals(rig.content(dataSet), then); i++) {
            rig.work(50);
        }
        long before = rig.plex().committed();

        complete(rig.extract(order(id, as)));

        rig.work(1);
        assertThat(rig.plex().committed()).as("the group goes on working").isGreaterThan(before);
        byte[] out = rig.content(as + dataSet.substring(dataSet.indexOf('.')));
        assertThat(out).as("%s, as the copies have it", dataSet).isEqualTo(then);
        // The control: the group has written since.
        assertThat(out).as("%s, today", dataSet).isNotEqualTo(rig.content(dataSet));
    }

    @Test
    void dataSetOfTwoVolumes_isRefused() throws Exception {
        BackupId id = complete(rig.backup("dfsmsdss", Map.of()));
        ExtractOrder order = new ExtractOrder(id, List.of(rig.dataSetOfTwoVolumes()), "OUT1", List.of("LABSYS"), "");
        assertThat(catchThrowableOfType(CopybladeException.class, () -> rig.planExtract(order))
                        .code())
                .isEqualTo(ErrorCode.OBJECT_SPREAD);
    }

    private ExtractOrder order(BackupId id, String as) {
        return new ExtractOrder(id, List.of(dataSet), as, List.of("LABSYS"), "");
    }

    private static BackupId complete(Run run) {
        assertThat(run.outcome()).as(run.message() + " " + run.findings()).contains(Outcome.COMPLETE);
        return run.backup().orElseThrow();
    }
}
