package org.copyblade.bench.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
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

    @Descriptor("measures backups and restores beside the bare storage and other tools")
    public void run(
            CommandSession session,
            @Descriptor("backups under load") @Parameter(names = "--backups", absentValue = "50") int backups,
            @Descriptor("sizes of the database in MB, rising, parted by commas")
                    @Parameter(names = "--sizes", absentValue = "512,2048,5120")
                    String sizes)
            throws Exception {
        List<Integer> megabytes =
                Arrays.stream(sizes.split(",")).map(Integer::parseInt).toList();
        running.run("bench", () -> measure(session, backups, megabytes));
    }

    private void measure(CommandSession session, int backups, List<Integer> megabytes)
            throws CopybladeException, InterruptedException {
        try {
            if (!new Bench(operator, new Report(session.getConsole()), backups, megabytes).run()) {
                session.getConsole().println("Not every bar is reached.");
            }
        } catch (IOException | SQLException e) {
            throw new CopybladeException(ErrorCode.SYSTEM_FAILED, "the benchmark ended early: " + e.getMessage());
        }
    }

    /** Waits until a benchmark under way has taken its servers and filesystems away. */
    @Deactivate
    public void stop() {
        running.stop();
    }
}
