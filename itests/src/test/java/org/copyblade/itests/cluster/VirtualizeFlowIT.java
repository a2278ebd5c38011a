package org.copyblade.itests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.copyblade.api.Backup;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.lab.array.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups, restores and a lost answer through the manager, with every byte of the volumes compared; only with {@code -Pmatrix}. */
@Timeout(120)
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class VirtualizeFlowIT {

    /** The command that makes the point in time. */
    private static final String START = "startfcconsistgrp";

    @TempDir
    Path directory;

    private ClusterRig rig;

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    /** The second time every restore begins while copies are still being filled. */
    @ParameterizedTest
    @ValueSource(ints = {5000, 150})
    void generations_areRestoredUndoneAndDeleted(int tracksPerSecond) throws Exception {
        rig = new ClusterRig(directory, tracksPerSecond);
        byte[] first = rig.write();
        Run one = complete(rig.backup());
        byte[] second = rig.write();
        Run two = complete(rig.backup());
        byte[] today = rig.write();

        Run restored = complete(rig.restore(one.backup().orElseThrow()));
        assertThat(rig.contents()).isEqualTo(first);
        assertThat(rig.system().isRunning()).isTrue();
        complete(rig.undo(restored.id()));
        assertThat(rig.contents()).isEqualTo(today);

        // Today's state cannot be copied while it is still being copied onto the volumes, and the plan says so.
        rig.awaitAllCopied();
        complete(rig.restore(two.backup().orElseThrow()));
        assertThat(rig.contents()).isEqualTo(second);
        rig.awaitAllCopied();

        assertThat(rig.get(one).state()).isEqualTo(Backup.State.COMPLETE);
        int copies = rig.copies().size();
        complete(rig.delete(one.backup().orElseThrow()));
        assertThat(rig.copies()).hasSize(copies - 1);
        assertThat(rig.get(one).state()).isEqualTo(Backup.State.DELETED);
        complete(rig.restore(two.backup().orElseThrow()));
        assertThat(rig.contents()).isEqualTo(second);
    }

    @Test
    void answerLostInTheWindow_spoilsThatBackupOnly() throws Exception {
        rig = new ClusterRig(directory, 5000);
        byte[] before = rig.write();
        Run good = complete(rig.backup());
        rig.write();
        rig.fault(Fault.once(Fault.Kind.LOST_REPLY, START));

        Run lost = rig.backup();

        assertThat(lost.outcome()).contains(Outcome.UNUSABLE);
        assertThat(lost.message()).contains("FLASHCOPY-UNKNOWN");
        assertThat(rig.system().isHeld()).isFalse();
        assertThat(rig.carriedOut(START)).as("each sent once").isEqualTo(2);
        assertThat(rig.copies()).as("the good copy alone").hasSize(1);

        byte[] then = rig.write();
        Run next = complete(rig.backup());
        rig.write();
        complete(rig.restore(next.backup().orElseThrow()));
        assertThat(rig.contents()).isEqualTo(then);
        complete(rig.restore(good.backup().orElseThrow()));
        assertThat(rig.contents()).isEqualTo(before);
    }

    private static Run complete(Run run) {
        assertThat(run.outcome()).as(run.message() + " " + run.findings()).contains(Outcome.COMPLETE);
        return run;
    }
}
