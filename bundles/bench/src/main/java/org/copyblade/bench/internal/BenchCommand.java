package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.RunningCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The command {@code bench:run}. */
@Component(service = BenchCommand.class, immediate = true)
@GogoCommand(scope = "bench", function = "run")
public final class BenchCommand {

    private final Operator operator;
    private final RunningCommand running = new RunningCommand();

    @Activate
    public BenchCommand(@Reference(name = "operator") Operator operator) {
        this.operator = operator;
    }

    @Descriptor("measures backups and restores beside the bare storage and other tools; fails on a missed bar")
    public void run(
            CommandSession session,
            @Descriptor("a row that this machine cannot measure is no failure")
                    @Parameter(names = "--allow-skips", presentValue = "true", absentValue = "false")
                    boolean allowSkips,
            @Descriptor("backups under load") @Parameter(names = "--backups", absentValue = "50") int backups,
            @Descriptor("sizes of the database in MB, rising, parted by commas")
                    @Parameter(names = "--sizes", absentValue = "512,2048,5120")
                    String sizes,
            @Descriptor("what is measured, parted by commas") @Parameter(names = "--parts", absentValue = "")
                    String parts,
            @Descriptor("blades, parted by commas") @Parameter(names = "--blades", absentValue = "reflink,btrfs")
                    String blades,
            @Descriptor("file to write the figures to, as Markdown") @Parameter(names = "--markdown", absentValue = "")
                    String markdown,
            @Descriptor("what to call the state that is measured")
                    @Parameter(names = "--commit", absentValue = "unknown")
                    String commit)
            throws Exception {
        List<Integer> megabytes =
                Arrays.stream(sizes.split(",")).map(Integer::parseInt).toList();
        Scale scale = new Scale(
                backups, megabytes, Part.named(parts.isEmpty() ? Part.all() : parts), Set.of(blades.split(",")));
        Report report = new Report(session.getConsole());
        report.say(Surroundings.describe(commit));
        try {
            running.run("bench", () -> measure(report, scale));
        } finally {
            // Of a run that ends early, too, what it has measured.
            if (!markdown.isEmpty()) {
                Files.writeString(Path.of(markdown), report.markdown());
            }
        }
        judge(report, allowSkips);
    }

    private void measure(Report report, Scale scale) throws CopybladeException, InterruptedException {
        try {
            new Bench(operator, report, scale).run();
        } catch (IOException | SQLException e) {
            throw new CopybladeException(ErrorCode.SYSTEM_FAILED, "the benchmark ended early: " + e.getMessage());
        }
    }

    /** A benchmark that nobody reads must still be able to fail. */
    static void judge(Report report, boolean allowSkips) throws CopybladeException {
        if (report.missed() > 0) {
            throw new CopybladeException(ErrorCode.COMMAND_FAILED, "not every bar is reached");
        }
        if (report.hasSkipped() && !allowSkips) {
            throw new CopybladeException(
                    ErrorCode.COMMAND_FAILED, "not every figure was measured; --allow-skips makes that no failure");
        }
    }

    /** Waits until a benchmark under way has taken its servers and filesystems away. */
    @Deactivate
    public void stop() {
        running.stop();
    }
}
