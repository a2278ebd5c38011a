package org.copyblade.bench.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void report_tellsEveryBarAndWhatWasSkipped_asTextAndAsMarkdown() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Report report = reportOf(text, Bar.atMost("window", 9, 10, "ms"), Bar.atLeast("times faster", 2.5, 3, ""));
        report.skip("pgBackRest", "it is not installed");

        report.conclude();

        assertThat(text.toString(StandardCharsets.UTF_8).lines().map(String::stripTrailing))
                .containsExactly(
                        "",
                        "Figures against their bars",
                        "figure        reached  measured          bar",
                        "window        yes       9.00 ms  <= 10.00 ms",
                        "times faster  NO           2.50      >= 3.00",
                        "skipped: pgBackRest: it is not installed",
                        "1 of 2 bars missed, 1 rows skipped");
        assertThat(report.markdown())
                .startsWith("# Figures\n\n## Figures against their bars\n\n| figure | reached | measured | bar |\n")
                .contains("| times faster | NO | 2.50 | >= 3.00 |")
                .endsWith("1 of 2 bars missed, 1 rows skipped\n\n");
    }

    @Test
    void missedBar_failsTheCommand_skipsAllowedOrNot() {
        Report report = reportOf(new ByteArrayOutputStream(), Bar.atMost("window", 11, 10, "ms"));

        assertThatThrownBy(() -> BenchCommand.judge(report, true))
                .isInstanceOf(CopybladeException.class)
                .hasMessageContaining("not every bar is reached");
    }

    @Test
    void skippedRow_failsTheCommand_unlessSkipsAreAllowed() throws Exception {
        Report report = reportOf(new ByteArrayOutputStream(), Bar.atMost("window", 9, 10, "ms"));
        BenchCommand.judge(report, false);
        report.skip("pgBackRest", "it is not installed");

        assertThatThrownBy(() -> BenchCommand.judge(report, false))
                .isInstanceOf(CopybladeException.class)
                .hasMessageContaining("--allow-skips");
        BenchCommand.judge(report, true);
    }

    private static Report reportOf(ByteArrayOutputStream text, Bar... bars) {
        Report report = new Report(new PrintStream(text, true, StandardCharsets.UTF_8));
        List.of(bars).forEach(report::bar);
        return report;
    }

    @Test
    void majorVersion_isReadFromWhatTheProgramSays() {
        assertThat(Programs.majorOf("pg_basebackup (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)"))
                .isEqualTo(15);
        assertThat(Programs.majorOf("pgBackRest 2.44")).isZero();
    }

    @Test
    void redo_isTheLastOneThatIsNew_neverSilentlyNone(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("log");
        String line = "redo done at 0/16B3DA8 system usage: CPU: user: 0.00 s, system: 0.00 s, elapsed: %s s\n";
        Files.writeString(log, line.formatted("7.00"));
        RedoLog before = RedoLog.of(log);

        assertThatThrownBy(before::lastRedo).hasMessage("log tells of no redo");
        Files.writeString(log, line.formatted("7.00") + line.formatted("0.25"));
        assertThat(before.lastRedo()).isEqualTo(Duration.ofMillis(250));
        Files.writeString(log, line.formatted("0.5"));
        assertThat(before.lastRedo()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void cost_countsWhatThisProcessDoes() throws Exception {
        ProcessCost before = ProcessCost.now();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long busyUntil = threads.getCurrentThreadCpuTime() + 20_000_000;
        while (threads.getCurrentThreadCpuTime() < busyUntil) {
            ProcessCost.now();
        }
        ProcessCost cost = ProcessCost.now().since(before);

        assertThat(cost.bytes()).isPositive();
        assertThat(cost.processorTime()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void cost_countsProgramsThatHaveEnded() throws Exception {
        ProcessCost before = ProcessCost.now();
        Process counting = new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done").start();
        assertThat(counting.waitFor()).isZero();

        // What this thread does in the meantime, which is to wait, is no part of it worth speaking of.
        assertThat(ProcessCost.now().since(before).processorTime()).isGreaterThan(Duration.ofMillis(5));
    }
}
