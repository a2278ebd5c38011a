package org.copyblade.itests.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A mixed backup of 1,000 volumes by each method, only with {@code -Pmatrix}. The bar of its figures decides where nothing else
 * works on the machine, with {@code -Dcopyblade.figures=true}; elsewhere only what does not hang on time does.
 */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class MixedFiguresIT {

    private static final int EACH = 500;
    private static final int ROUNDS = 3;

    @ParameterizedTest
    @EnumSource(MixedMethod.class)
    void mixedBackup_isOneRequestOfEachArrayUnderOneSuspension(MixedMethod method, @TempDir Path directory)
            throws Exception {
        try (MixedFigures figures = new MixedFigures(directory, EACH, method)) {
            List<MixedFigures.Round> rounds = figures.measure(ROUNDS, System.out);

            assertThat(figures.suspensions()).isEqualTo(ROUNDS);
            assertThat(rounds).allSatisfy(round -> {
                assertThat(round.requestsInWindow()).containsExactly(1L, 1L);
                assertThat(round.leftovers()).isZero();
            });
            if (Boolean.getBoolean("copyblade.figures")) {
                // The first round warms up; of the others the best says what the machine can do.
                assertThat(rounds.subList(1, ROUNDS))
                        .extracting(MixedFigures.Round::ratio)
                        .anyMatch(ratio -> ratio <= 1.3);
            }
        }
    }
}
