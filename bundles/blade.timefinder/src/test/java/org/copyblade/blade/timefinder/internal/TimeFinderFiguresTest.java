package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.LoggedOperation;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the window is with 500 volumes, against the time that the array itself takes; 5 ms are added to each request. The
 * bar decides where nothing else works on the machine: {@code -Dcopyblade.figures=true}.
 */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class TimeFinderFiguresTest {

    private static final int VOLUMES = 500;
    private static final int ROUNDS = 7;
    private static final double MOST = 1.3;

    @TempDir
    Path directory;

    @Test
    void fiveHundredVolumesAreOneRequestThatTakesTheTimeOfTheArray() throws Exception {
        try (Laboratory laboratory = Laboratory.large(directory, VOLUMES)) {
            laboratory.fault(Fault.once(Fault.Kind.SLOW, "*").hitting(0, 0).withDelayMs(5));
            TimeFinderBlade blade = laboratory.blade();
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                CopyGroup group = Groups.of("ZFIGURE" + round, volumes());
                Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
                Establishment establishment = blade.establish(group, prepared, Hold.NONE, Runs.soon());
                double ours = (establishment.answeredNanos() - establishment.sentNanos()) / 1e6;
                double own = ownMillis(laboratory);
                ratios.add(ours / own);
                System.out.printf(
                        "figure: round %d, %d volumes: %.0f ms, the array itself %.0f ms%n", round, VOLUMES, ours, own);
                Runs.withdrawn(blade, group, establishment.binding());
            }
            blade.close();
            assertThat(laboratory.leftovers()).isEmpty();
            assertThat(establishments(laboratory)).isEqualTo(ROUNDS);
            // The first round warms up.
            List<Double> counted = ratios.subList(1, ROUNDS).stream().sorted().toList();
            if (Boolean.getBoolean("copyblade.figures")) {
                assertThat(counted.get(counted.size() / 2)).isLessThanOrEqualTo(MOST);
            }
        }
    }

    /** From the arrival of the last establish until it was answered. */
    private static double ownMillis(Laboratory laboratory) {
        List<LoggedOperation> steps = laboratory.face().array().log().entries().stream()
                .filter(entry -> entry.operation().equals("establish"))
                .toList();
        long request = steps.get(steps.size() - 1).request();
        return (nanos(steps, request, Step.ANSWERED) - nanos(steps, request, Step.RECEIVED)) / 1e6;
    }

    private static long establishments(Laboratory laboratory) {
        return laboratory.face().array().log().entries().stream()
                .filter(entry -> entry.operation().equals("establish") && entry.step() == Step.RECEIVED)
                .count();
    }

    private static long nanos(List<LoggedOperation> steps, long request, Step step) {
        return steps.stream()
                .filter(entry -> entry.request() == request && entry.step() == step)
                .mapToLong(LoggedOperation::nanos)
                .findFirst()
                .orElseThrow();
    }

    private static String[] volumes() {
        return IntStream.range(0, VOLUMES)
                .mapToObj(index -> String.format("%05X", index < 256 ? 0x0100 + index : 0x0300 + index - 256))
                .toArray(String[]::new);
    }
}
