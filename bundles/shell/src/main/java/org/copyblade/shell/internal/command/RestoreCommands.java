package org.copyblade.shell.internal.command;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ExtractOrder;
import org.copyblade.api.ExtractPlan;
import org.copyblade.api.RestorePlan;
import org.copyblade.api.Restores;
import org.copyblade.api.RunId;
import org.copyblade.api.Runs;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.socket.CommandClient;
import org.copyblade.shell.internal.syntax.Names;
import org.copyblade.shell.internal.syntax.Subject;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands {@code slb:restore}, {@code slb:undo} and {@code slb:extract}. */
@Component(service = RestoreCommands.class, immediate = true)
@GogoCommand(
        scope = "slb",
        function = {"restore", "undo", "extract"})
public final class RestoreCommands {

    private final Restores restores;
    private final Runs runs;
    private final RunFollower follower;

    @Activate
    public RestoreCommands(@Reference(name = "restores") Restores restores, @Reference(name = "runs") Runs runs) {
        this.restores = restores;
        this.runs = runs;
        this.follower = new RunFollower(runs);
    }

    @Descriptor("restores a backup in place; shows its plan first and does nothing without --yes")
    public CommandOutcome restore(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("answers the id of the run at once")
                    @Parameter(names = "--no-wait", presentValue = "true", absentValue = "false")
                    boolean noWait,
            @Descriptor("shows the plan only")
                    @Parameter(names = "--dry-run", presentValue = "true", absentValue = "false")
                    boolean dryRun,
            @Descriptor("confirms the plan") @Parameter(names = "--yes", presentValue = "true", absentValue = "false")
                    boolean yes,
            @Descriptor("takes no copy of today's state; the restore cannot be undone")
                    @Parameter(names = "--no-undo", presentValue = "true", absentValue = "false")
                    boolean noUndo,
            @Descriptor("id of the backup") @Names(Subject.BACKUP) String id)
            throws CopybladeException, InterruptedException {
        DryRun.refuseBeside(dryRun, yes, noWait);
        BackupId backup = Ids.backup(id);
        RestorePlan plan = planned(session, json, () -> restores.plan(backup, !noUndo));
        if (!yes || !plan.isPossible() || CommandClient.of(session).isGone()) {
            return shown(plan, json, dryRun, PlanTexts.restore(plan, dryRun));
        }
        return started(restores.start(plan.backup(), !noUndo), session, json, noWait);
    }

    @Descriptor(
            "brings back the state from before a restore, as long as its undo copy exists; shows its plan first and does nothing"
                    + " without --yes")
    public CommandOutcome undo(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("answers the id of the run at once")
                    @Parameter(names = "--no-wait", presentValue = "true", absentValue = "false")
                    boolean noWait,
            @Descriptor("shows the plan only")
                    @Parameter(names = "--dry-run", presentValue = "true", absentValue = "false")
                    boolean dryRun,
            @Descriptor("confirms the plan") @Parameter(names = "--yes", presentValue = "true", absentValue = "false")
                    boolean yes,
            @Descriptor("id of the restore's run") @Names(Subject.RUN) String restore)
            throws CopybladeException, InterruptedException {
        DryRun.refuseBeside(dryRun, yes, noWait);
        RunId undone = Ids.run(restore);
        RestorePlan plan = planned(session, json, () -> restores.planUndo(undone));
        if (!yes || !plan.isPossible() || CommandClient.of(session).isGone()) {
            return shown(plan, json, dryRun, PlanTexts.undo(undone, plan, dryRun));
        }
        return started(restores.undo(undone), session, json, noWait);
    }

    @Descriptor("copies single data sets out of a backup under new names, while the system works")
    public CommandOutcome extract(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("answers the id of the run at once")
                    @Parameter(names = "--no-wait", presentValue = "true", absentValue = "false")
                    boolean noWait,
            @Descriptor("shows the plan only")
                    @Parameter(names = "--dry-run", presentValue = "true", absentValue = "false")
                    boolean dryRun,
            @Descriptor("takes the place of the first qualifier of each name")
                    @Parameter(names = "--as", absentValue = "")
                    String as,
            @Descriptor("volumes that the copies go to, parted by commas") @Parameter(names = "--to", absentValue = "")
                    String volumes,
            @Descriptor("blade that copies, where several can")
                    @Names(Subject.BLADE)
                    @Parameter(names = "--by", absentValue = "")
                    String blade,
            @Descriptor("id of the backup") @Names(Subject.BACKUP) String id,
            @Descriptor("name of a data set in the backup") String... dataSets)
            throws CopybladeException, InterruptedException {
        DryRun.refuseBeside(dryRun, false, noWait);
        ExtractOrder order =
                new ExtractOrder(Ids.backup(id), List.of(dataSets), as, ExtractTexts.volumes(volumes), blade);
        ExtractPlan plan = planned(session, json, () -> restores.planExtract(order));
        if (dryRun || !plan.isPossible() || CommandClient.of(session).isGone()) {
            return CommandOutcome.of(plan, json, () -> ExtractTexts.plan(plan)).refusedIf(!plan.isPossible());
        }
        return started(restores.extract(order), session, json, noWait);
    }

    /** Whoever interrupts the command before it has a run to tell of has begun nothing, however the plan turns out. */
    private <T> T planned(CommandSession session, boolean json, Waiting.Call<T> plan) throws CopybladeException {
        CommandClient.of(session)
                .onInterruptSay("interrupted while it was being planned; slb:runs shows whether a run has begun");
        return Waiting.during(session, json, runs, plan);
    }

    /** A plan that is not carried out: because only it was asked for, because it is not confirmed, or because it cannot be. */
    private static CommandOutcome shown(RestorePlan plan, boolean json, boolean dryRun, String text) {
        return CommandOutcome.of(plan, json, () -> text).refusedIf(!dryRun || !plan.isPossible());
    }

    private CommandOutcome started(RunId run, CommandSession session, boolean json, boolean noWait)
            throws CopybladeException, InterruptedException {
        return noWait ? StartedRun.outcome(run, json) : follower.follow(run, session, json);
    }
}
