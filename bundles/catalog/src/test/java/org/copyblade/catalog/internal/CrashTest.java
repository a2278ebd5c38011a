package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** A manager that dies in the middle of commits loses none that was acknowledged. */
class CrashTest {

    private static final int ROUNDS =
            Boolean.getBoolean("copyblade.matrix") ? 200 / Integer.getInteger("copyblade.matrix.parts", 1) : 3;

    @TempDir
    private Path folder;

    @Test
    void killedInTheMiddleOfCommits_everyAcknowledgedChangeIsThere() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path file = folder.resolve("catalog.db");
        long last = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long from = last + 1;
            try (Committer committer = Committer.start(file, SynchronousMode.FULL)) {
                committer.awaitCommits(1 + random.nextInt(60));
                committer.kill();
                last = committer.acknowledged();
            }
            assertThat(AcknowledgedCommits.lost(file, from, last))
                    .as("lost in round " + round + " of seed " + seed)
                    .isEmpty();
        }
        assertThat(AcknowledgedCommits.lost(file, last)).as("lost in the end").isEmpty();
        System.out.println("figure: " + ROUNDS + " kills in the middle of commits, " + last + " acknowledged, 0 lost");
    }
}
