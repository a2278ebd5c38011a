package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bar of the figures: 1.3 times the storage's own split. It decides where nothing else works on the machine, with
 * {@code -Dcopyblade.figures=true}; elsewhere only what does not hang on time does.
 */
class ShadowFiguresTest {

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void fiveHundredPairsAreBoundByTheStoragesOwnSplit(@TempDir Path directory) throws Exception {
        try (Laboratory laboratory = Laboratory.large(directory, 500)) {
            List<ShadowFigures.Round> rounds = ShadowFigures.measure(laboratory, 500, 4, System.out);

            assertThat(rounds).allSatisfy(round -> assertThat(round.requests()).isEqualTo(1));
            // The first round warms up; of the others the best says what the machine can do.
            double best = rounds.stream()
                    .skip(1)
                    .mapToDouble(ShadowFigures.Round::ratio)
                    .min()
                    .orElseThrow();
            if (Boolean.getBoolean("copyblade.figures")) {
                assertThat(best).isLessThanOrEqualTo(1.3);
            }
        }
    }
}
