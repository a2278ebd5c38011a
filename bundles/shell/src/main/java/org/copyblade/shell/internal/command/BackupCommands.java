package org.copyblade.shell.internal.command;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupPlan;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Backups;
import org.copyblade.api.CopyStatus;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.DeletePlan;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Evidence;
import org.copyblade.api.RunId;
import org.copyblade.api.Runs;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.syntax.Names;
import org.copyblade.shell.internal.syntax.Subject;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands {@code slb:plan}, {@code backup}, {@code list}, {@code show}, {@code verify}, {@code hold}, {@code unhold}, {@code delete}. */
@Component(service = BackupCommands.class, immediate = true)
@GogoCommand(
        scope = "slb",
        function = {"plan", "backup", "list", "show", "verify", "hold", "unhold", "delete"})
public final class BackupCommands {

    private final Backups backups;
    private final Runs runs;
    private final RunFollower follower;

    @Activate
    public BackupCommands(@Reference(name = "backups") Backups backups, @Reference(name = "runs") Runs runs) {
        this.backups = backups;
        this.runs = runs;
        this.follower = new RunFollower(runs);
    }

    @Descriptor("shows what a backup of a profile would do; changes nothing")
    public CommandOutcome plan(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("name of the profile") @Names(Subject.PROFILE) String profile,
            @Descriptor("options for this command only, key=value") @Names(Subject.OPTION) String... overrides)
            throws CopybladeException {
        Map<String, String> options = Words.overrides(overrides);
        BackupPlan plan = Waiting.during(session, json, runs, () -> backups.plan(profile, options));
        return CommandOutcome.of(plan, json, () -> BackupTexts.plan(plan)).refusedIf(!plan.isPossible());
    }

    @Descriptor("takes a backup of a profile and waits for its end; interrupting leaves it going")
    public CommandOutcome backup(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("answers the id of the run at once")
                    @Parameter(names = "--no-wait", presentValue = "true", absentValue = "false")
                    boolean noWait,
            @Descriptor("name of the profile") @Names(Subject.PROFILE) String profile,
            @Descriptor("options for this command only, key=value") @Names(Subject.OPTION) String... overrides)
            throws CopybladeException, InterruptedException {
        RunId run = backups.start(profile, Words.overrides(overrides));
        return noWait ? StartedRun.outcome(run, json) : follower.follow(run, session, json);
    }

    @Descriptor("lists backups, newest first")
    public CommandOutcome list(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("only those that can be restored")
                    @Parameter(names = "--usable", presentValue = "true", absentValue = "false")
                    boolean usable,
            @Descriptor("only of this system") @Names(Subject.SYSTEM) @Parameter(names = "--system", absentValue = "")
                    String system,
            @Descriptor("at most so many") @Parameter(names = "--limit", absentValue = "100") int limit)
            throws CopybladeException {
        Optional<String> only = system.isEmpty() ? Optional.empty() : Optional.of(system);
        List<Backup> found = backups.list(new BackupQuery(only, Optional.empty(), usable, Words.limit(limit)));
        return CommandOutcome.of(found, json, () -> BackupTexts.list(found, Instant.now(), usable || only.isPresent()));
    }

    @Descriptor("shows one backup, with --evidence what proves its consistency, with --copies how far its copies are")
    public CommandOutcome show(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("with every fact that was seen")
                    @Parameter(names = "--evidence", presentValue = "true", absentValue = "false")
                    boolean withEvidence,
            @Descriptor("with what the storage says of its copies now; not 0 if one cannot be used or told of")
                    @Parameter(names = "--copies", presentValue = "true", absentValue = "false")
                    boolean withCopies,
            @Descriptor("id of the backup") @Names(Subject.BACKUP) String id)
            throws CopybladeException {
        if (withEvidence && withCopies) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, "--copies does not go with --evidence");
        }
        Backup backup = backups.get(Ids.backup(id));
        if (withCopies) {
            List<CopyStatus> copies = Waiting.during(session, json, runs, () -> backups.copies(backup.id()));
            return CommandOutcome.of(
                            copies,
                            json,
                            () -> BackupTexts.show(backup) + System.lineSeparator() + CopyTexts.list(copies))
                    .alarmingIf(CopyTexts.isAlarming(copies));
        }
        if (!withEvidence) {
            return CommandOutcome.of(backup, json, () -> BackupTexts.show(backup));
        }
        Evidence evidence = backups.evidence(backup.id());
        return CommandOutcome.of(
                evidence,
                json,
                () -> BackupTexts.show(backup) + System.lineSeparator() + BackupTexts.evidence(evidence));
    }

    @Descriptor("boots a clone of a backup beside the original, lets the database check itself and discards the clone")
    public CommandOutcome verify(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("answers the id of the run at once")
                    @Parameter(names = "--no-wait", presentValue = "true", absentValue = "false")
                    boolean noWait,
            @Descriptor("id of the backup") @Names(Subject.BACKUP) String id)
            throws CopybladeException, InterruptedException {
        RunId run = backups.verify(Ids.backup(id));
        return noWait ? StartedRun.outcome(run, json) : follower.follow(run, session, json);
    }

    @Descriptor("protects a backup from retention, overwriting and deletion")
    public CommandOutcome hold(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("id of the backup") @Names(Subject.BACKUP) String id)
            throws CopybladeException {
        Backup backup = backups.hold(Ids.backup(id));
        return CommandOutcome.of(backup, json, () -> backup.id() + " is held");
    }

    @Descriptor("ends the protection of slb:hold")
    public CommandOutcome unhold(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("id of the backup") @Names(Subject.BACKUP) String id)
            throws CopybladeException {
        Backup backup = backups.unhold(Ids.backup(id));
        return CommandOutcome.of(backup, json, () -> backup.id() + " is no longer held");
    }

    @Descriptor("withdraws the copies of a backup; with --dry-run shows what would be withdrawn and lost")
    public CommandOutcome delete(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("answers the id of the run at once")
                    @Parameter(names = "--no-wait", presentValue = "true", absentValue = "false")
                    boolean noWait,
            @Descriptor("shows the plan only")
                    @Parameter(names = "--dry-run", presentValue = "true", absentValue = "false")
                    boolean dryRun,
            @Descriptor("id of the backup") @Names(Subject.BACKUP) String id)
            throws CopybladeException, InterruptedException {
        DryRun.refuseBeside(dryRun, false, noWait);
        BackupId backup = Ids.backup(id);
        if (dryRun) {
            DeletePlan plan = Waiting.during(session, json, runs, () -> backups.planDelete(backup));
            return CommandOutcome.of(plan, json, () -> PlanTexts.delete(plan));
        }
        RunId run = backups.delete(backup);
        return noWait ? StartedRun.outcome(run, json) : follower.follow(run, session, json);
    }
}
