package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.LoggedOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bar of the figures: a job in the window is asked for more often than every 100 ms, over TLS, by the laboratory's own log. It
 * decides where nothing else works on the machine, with {@code -Dcopyblade.figures=true}; elsewhere {@link WindowPaceTest} does.
 */
class DssFiguresTest {

    private static final double BAR_MS = 100;
    private static final long JOB_MS = 1_500;

    private final CopyGroup group = Groups.of("ZFIGURE1", "PR0100", "PR0300");

    @Test
    void aJobInTheWindowIsAskedForMoreOftenThanEveryHundredMilliseconds(@TempDir Path directory) throws Exception {
        try (Laboratory laboratory = Laboratory.start(directory)) {
            DfsmsdssBlade blade = laboratory.blade();
            try {
                Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
                laboratory.fault(Fault.once(Fault.Kind.SLOW, "dss-copy").withDelayMs(JOB_MS));

                Binding established =
                        blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding();

                double[] pauses = pauses(laboratory.face().array().log().entries());
                assertThat(Runs.state(blade, group, established)).isInstanceOf(CopyState.Established.class);
                Runs.withdrawn(blade, group, established);
                assertThat(pauses).isNotEmpty();
                double median = pauses[pauses.length / 2];
                System.out.printf(
                        Locale.ROOT,
                        "figure: a job of %d ms in the window asked for %d times, %.0f ms apart in the middle, %.0f ms at most%n",
                        JOB_MS,
                        pauses.length + 1,
                        median,
                        pauses[pauses.length - 1]);
                if (Boolean.getBoolean("copyblade.figures")) {
                    assertThat(pauses.length).isGreaterThan(5);
                    assertThat(median).isLessThan(BAR_MS);
                }
            } finally {
                blade.close();
            }
        }
    }

    /** Between two questions for a job behind its release, in ms, the shortest first. */
    private static double[] pauses(List<LoggedOperation> log) {
        long released = log.stream()
                .filter(entry -> entry.operation().equals("release"))
                .mapToLong(LoggedOperation::nanos)
                .max()
                .orElseThrow();
        List<Long> asked = log.stream()
                .filter(entry -> entry.operation().equals("job") && entry.step() == LoggedOperation.Step.RECEIVED)
                .map(LoggedOperation::nanos)
                .filter(nanos -> nanos - released > 0)
                .toList();
        return IntStream.range(1, asked.size())
                .mapToDouble(i -> (asked.get(i) - asked.get(i - 1)) / 1e6)
                .sorted()
                .toArray();
    }
}
