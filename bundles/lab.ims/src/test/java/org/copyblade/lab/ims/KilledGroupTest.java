package org.copyblade.lab.ims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A group whose process is killed again and again loses no unit that a user was told of. */
class KilledGroupTest {
    private static final int KILLS = Cases.repetitions(50, 1);

    @TempDir
    private Path home;

    @Test
    void killedAtAnyMoment_losesNothingAcknowledged() throws Exception {
        Random random = new Random();
        List<Evidence.Acknowledged> said = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            List<Evidence.Acknowledged> now = GroupProcess.runAndKill(home, 100 + random.nextInt(600));
            assertThat(now).as("kill " + kill).isNotEmpty();
            said.addAll(now);
            try (LiveGroup dead = LiveGroup.open(home)) {
                CheckReport report = ImsPlex.check(dead.originals(), "BANKPRD", new Evidence(true, Map.of(), said));
                // A second copy of the newest log block may have been cut off: the first has it right.
                assertThat(report.findings().stream()
                                .filter(it ->
                                        !(it.rule() == Rule.I3 && it.text().endsWith("has it right"))))
                        .as("kill " + kill)
                        .isEmpty();
            }
        }
        System.out.println("figure: " + KILLS + " kills of a group, " + said.size() + " units acknowledged, 0 lost");
        assertThat(Set.copyOf(said)).hasSameSizeAs(said);
    }
}
