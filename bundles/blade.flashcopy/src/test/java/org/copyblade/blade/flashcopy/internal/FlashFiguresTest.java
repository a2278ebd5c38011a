package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.copyblade.blade.spi.Release;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bar of the figures: 1.3 times the slowest system's own time. It decides where nothing else works on the machine, with
 * {@code -Dcopyblade.figures=true}; elsewhere only what does not hang on time does.
 */
class FlashFiguresTest {

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void aThousandPairsOverFourSystemsAreBoundByTheSlowest(@TempDir Path directory) throws Exception {
        List<String> serials = List.of("75AAA11", "75BBB22", "75CCC33", "75DDD44");
        try (Laboratory laboratory = Laboratory.large(directory, serials, 250)) {
            List<FlashFigures.Round> rounds = FlashFigures.measure(laboratory, 32, 5, System.out);

            assertThat(rounds).allSatisfy(round -> {
                assertThat(round.requests()).isEqualTo(32);
                assertThat(round.release()).isEqualTo(Release.BY_CLOCK);
                assertThat(round.heapBytes()).isLessThan(64_000_000);
            });
            // The first round warms up; of the others that in the middle counts, as in the mixed figures.
            double[] ratios = rounds.stream()
                    .skip(1)
                    .mapToDouble(FlashFigures.Round::ratio)
                    .sorted()
                    .toArray();
            double median = (ratios[(ratios.length - 1) / 2] + ratios[ratios.length / 2]) / 2;
            System.out.printf(Locale.ROOT, "figure: ratio to the slowest system, median %.2f%n", median);
            if (Boolean.getBoolean("copyblade.figures")) {
                assertThat(median).isLessThanOrEqualTo(1.3);
            }
        }
    }
}
