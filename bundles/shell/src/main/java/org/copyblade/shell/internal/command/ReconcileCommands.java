package org.copyblade.shell.internal.command;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Reconciliation;
import org.copyblade.api.Runs;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.socket.CommandClient;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code slb:reconcile}. */
@Component(service = ReconcileCommands.class, immediate = true)
@GogoCommand(
        scope = "slb",
        function = {"reconcile"})
public final class ReconcileCommands {

    private final Reconciliation reconciliation;
    private final Runs runs;

    @Activate
    public ReconcileCommands(
            @Reference(name = "reconciliation") Reconciliation reconciliation, @Reference(name = "runs") Runs runs) {
        this.reconciliation = reconciliation;
        this.runs = runs;
    }

    @Descriptor("compares catalog and storage both ways; with --repair puts right what it can explain")
    public CommandOutcome reconcile(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("carries the actions out")
                    @Parameter(names = "--repair", presentValue = "true", absentValue = "false")
                    boolean repair)
            throws CopybladeException {
        if (repair) {
            CommandClient.of(session)
                    .onInterruptSay(
                            "the repair goes on to its end; slb:runs shows what it withdraws, slb:reconcile what is left");
        }
        Reconciliation.Report report = Waiting.during(session, json, runs, () -> reconciliation.reconcile(repair));
        CommandOutcome outcome = CommandOutcome.of(report, json, () -> {
            Table table = new Table("WHERE", "WHAT", repair ? "DONE" : "WITH --repair");
            report.items()
                    .forEach(item -> table.row(
                            item.where(), item.what(), item.action().isEmpty() ? "shown only" : item.action()));
            return table.isEmpty() ? "catalog and storage agree" : table.text();
        });
        return outcome.alarmingIf(!report.items().isEmpty() && !repair);
    }
}
