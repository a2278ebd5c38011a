package org.copyblade.lab.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An array that dies in the middle of its work loses no relation, no point in time and no write that was acknowledged. */
class KilledArrayTest {
    private static final int KILLS =
            Boolean.getBoolean("copyblade.matrix") ? 100 / Integer.getInteger("copyblade.matrix.parts", 1) : 2;
    private static final int TRIES = 40;

    @TempDir
    private Path home;

    private final Random random = new Random();

    @Test
    void killedAtAnyMoment_losesNothingAcknowledged() throws Exception {
        int acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged = LabWriter.runAndKill(home, false, 20 + random.nextInt(300));
            assertThat(acknowledged).isPositive();
            assertThat(lost(acknowledged)).as("kill " + kill).isEmpty();
        }
        System.out.println(
                "figure: " + KILLS + " kills of the array, " + acknowledged + " copies acknowledged, 0 lost");
    }

    @Test
    void acknowledgementBeforeTheWork_isFoundToLose() throws Exception {
        for (int kill = 0; kill < TRIES; kill++) {
            if (!lost(LabWriter.runAndKill(home, true, 20 + random.nextInt(100)))
                    .isEmpty()) {
                return;
            }
        }
        assertThat(false).as("a lie was found in " + TRIES + " kills").isTrue();
    }

    /** What is missing of all that was done up to that number. */
    private List<String> lost(int acknowledged) throws Exception {
        List<String> lost = new ArrayList<>();
        try (SmallLab lab = SmallLab.open(home, "")) {
            for (int track = 0; track < LabWriter.WRITTEN; track++) {
                if (LabWriter.number(lab, LabWriter.SOURCE, track) < acknowledged) {
                    lost.add("write " + acknowledged + " to track " + track);
                }
            }
            // Every target holds a copy, but the step after the last may have taken the oldest already.
            int oldest = Math.max(1, acknowledged - LabWriter.TARGETS.size() + 2);
            for (int number = oldest; number <= acknowledged; number++) {
                String target = LabWriter.target(number);
                if (lab.system().relation(LabWriter.SOURCE, target).isEmpty()) {
                    lost.add("relation " + number);
                    continue;
                }
                for (int track = 0; track < LabWriter.WRITTEN; track++) {
                    if (LabWriter.number(lab, target, track) != number) {
                        lost.add("copy " + number + " holds " + LabWriter.number(lab, target, track));
                    }
                }
            }
        }
        return lost;
    }
}
