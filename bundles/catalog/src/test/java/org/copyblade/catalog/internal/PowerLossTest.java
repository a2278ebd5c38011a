package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Random;
import org.copyblade.catalog.CatalogException;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** A power loss takes no commit that was acknowledged. The power is cut under a real filesystem. */
class PowerLossTest {

    private static final int ROUNDS =
            Boolean.getBoolean("copyblade.matrix") ? 50 / Integer.getInteger("copyblade.matrix.parts", 1) : 1;

    private static void need(Kind kind) {
        ScratchFilesystem.unsupportedReason(kind).ifPresent(reason -> assumeTrue(false, "skipped: " + reason));
    }

    @ParameterizedTest
    @EnumSource
    void everyAcknowledgedChange_survivesAPowerLoss(Kind kind) throws Exception {
        need(kind);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (ScratchFilesystem filesystem = ScratchFilesystem.createForPowerCuts(kind, 512)) {
            Path file = filesystem.root().resolve("data/catalog/catalog.db");
            long last = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long from = last + 1;
                last = cutPowerWhileCommitting(filesystem, file, SynchronousMode.FULL, 1 + random.nextInt(100));
                assertThat(AcknowledgedCommits.lost(file, from, last))
                        .as("lost in round " + round + " of seed " + seed)
                        .isEmpty();
            }
            assertThat(AcknowledgedCommits.lost(file, last))
                    .as("lost in the end")
                    .isEmpty();
            System.out.println(
                    "figure: " + ROUNDS + " power losses on " + kind + ", " + last + " acknowledged, 0 lost");
        }
    }

    /** Shows that the cut takes what is not synchronised, so that the test above means something. */
    @Test
    @Timeout(120)
    void withoutSynchronisation_changesAreLost() throws Exception {
        need(Kind.XFS);
        // The kernel may write everything back just before the cut, by itself; not every time.
        while (!losesWithoutSynchronisation()) {
            Thread.onSpinWait();
        }
    }

    private static boolean losesWithoutSynchronisation() throws Exception {
        try (ScratchFilesystem filesystem = ScratchFilesystem.create(Kind.XFS, 512)) {
            Path file = filesystem.root().resolve("data/catalog/catalog.db");
            long last = cutPowerWhileCommitting(filesystem, file, SynchronousMode.OFF, 200);
            return !AcknowledgedCommits.lost(file, last).isEmpty();
        } catch (CatalogException | AssertionError damaged) {
            return true;
        }
    }

    private static long cutPowerWhileCommitting(
            ScratchFilesystem filesystem, Path file, SynchronousMode durability, int commits) throws Exception {
        try (Committer committer = Committer.start(file, durability)) {
            committer.awaitCommits(commits);
            long acknowledged = committer.acknowledged();
            filesystem.cutPower();
            return acknowledged;
        }
    }
}
