package org.copyblade.bench.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.copyblade.api.BackupId;
import org.copyblade.api.Evidence;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void medianAndLongest_ofWhatWasMeasured() {
        Samples samples = new Samples();
        List.of(5, 1, 3).forEach(value -> samples.add(Duration.ofMillis(value)));

        assertThat(samples.median()).isEqualTo(Duration.ofMillis(3));
        assertThat(samples.longest()).isEqualTo(Duration.ofMillis(5));
        assertThatThrownBy(new Samples()::median).hasMessage("nothing was measured");
    }

    @Test
    void ownPart_isTheWindowWithoutTheSlowestStorage() {
        Evidence evidence = new Evidence(
                BackupId.of(1),
                true,
                "proven",
                List.of(
                        new Evidence.Fact("G1", "storage's own time", "4.500 ms"),
                        new Evidence.Fact("G2", "storage's own time", "12.250 ms"),
                        new Evidence.Fact("G2", "established after", "20.000 ms")));

        Window window = Window.of(Duration.ofMillis(20), evidence);

        assertThat(window.storage()).isEqualTo(Duration.ofNanos(12_250_000));
        assertThat(window.own()).isEqualTo(Duration.ofNanos(7_750_000));
    }

    @Test
    void report_failsWhenOneBarIsMissed_andTellsWhatWasSkipped() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Report report = new Report(new PrintStream(text, true, StandardCharsets.UTF_8));
        report.bar(Bar.atMost("window", 9, 10, "ms"));
        report.bar(Bar.atLeast("times faster", 2.5, 3, ""));
        report.skip("pgBackRest", "it is not installed");

        assertThat(report.conclude()).isFalse();
        assertThat(text.toString(StandardCharsets.UTF_8).lines().map(String::stripTrailing))
                .containsExactly(
                        "",
                        "Figures against their bars",
                        "figure        reached  measured          bar",
                        "window        yes       9.00 ms  <= 10.00 ms",
                        "times faster  NO           2.50      >= 3.00",
                        "skipped: pgBackRest: it is not installed");
    }

    @Test
    void cost_countsWhatThisProcessDoes() throws Exception {
        ProcessCost before = ProcessCost.now();
        long busyUntil = System.nanoTime() + 50_000_000;
        while (System.nanoTime() < busyUntil) {
            ProcessCost.now();
        }
        ProcessCost cost = ProcessCost.now().since(before);

        assertThat(cost.bytes()).isPositive();
        assertThat(cost.processorTime()).isPositive();
    }
}
