package org.copyblade.shell.internal.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupPlan;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Backups;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Evidence;
import org.copyblade.api.RunId;
import org.copyblade.api.Runs;
import org.copyblade.shell.internal.socket.CommandOutcome;
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
    private final RunFollower follower;

    @Activate
    public BackupCommands(@Reference(name = "backups") Backups backups, @Reference(name = "runs") Runs runs) {
        this.backups = backups;
        this.follower = new RunFollower(runs);
    }

    @Descriptor("shows what a backup of a profile would do; changes nothing")
    public CommandOutcome plan(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("name of the profile") String profile,
            @Descriptor("options for this command only, key=value") String... overrides)
            throws CopybladeException {
        BackupPlan plan = backups.plan(profile, Words.overrides(overrides));
        String text = Answer.text(plan, json, () -> BackupTexts.plan(plan));
        return plan.isPossible() ? new CommandOutcome.Ok(text) : new CommandOutcome.Refused(text);
    }

    @Descriptor("takes a backup of a profile and waits for its end; interrupting leaves it going")
    public CommandOutcome backup(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("answers the id of the run at once")
                    @Parameter(names = "--no-wait", presentValue = "true", absentValue = "false")
                    boolean noWait,
            @Descriptor("name of the profile") String profile,
            @Descriptor("options for this command only, key=value") String... overrides)
            throws CopybladeException, InterruptedException {
        RunId run = backups.start(profile, Words.overrides(overrides));
        return noWait ? new CommandOutcome.Ok(run.value()) : follower.follow(run, session, json);
    }

    @Descriptor("lists backups, newest first")
    public CommandOutcome list(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("only those that can be restored")
                    @Parameter(names = "--usable", presentValue = "true", absentValue = "false")
                    boolean usable,
            @Descriptor("only of this system") @Parameter(names = "--system", absentValue = "") String system,
            @Descriptor("at most so many") @Parameter(names = "--limit", absentValue = "100") int limit)
            throws CopybladeException {
        Optional<String> only = system.isEmpty() ? Optional.empty() : Optional.of(system);
        List<Backup> found = backups.list(new BackupQuery(only, Optional.empty(), usable, Words.limit(limit)));
        return Answer.ok(found, json, () -> BackupTexts.list(found, Instant.now(), usable || only.isPresent()));
    }

    @Descriptor("shows one backup, with --evidence what proves its consistency")
    public CommandOutcome show(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("with every fact that was seen")
                    @Parameter(names = "--evidence", presentValue = "true", absentValue = "false")
                    boolean withEvidence,
            @Descriptor("id of the backup") String id)
            throws CopybladeException {
        Backup backup = backups.get(Ids.backup(id));
        if (!withEvidence) {
            return Answer.ok(backup, json, () -> BackupTexts.show(backup));
        }
        Evidence evidence = backups.evidence(backup.id());
        return Answer.ok(
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
            @Descriptor("id of the backup") String id)
            throws CopybladeException, InterruptedException {
        RunId run = backups.verify(Ids.backup(id));
        return noWait ? new CommandOutcome.Ok(run.value()) : follower.follow(run, session, json);
    }

    @Descriptor("protects a backup from retention, overwriting and deletion")
    public CommandOutcome hold(@Descriptor("id of the backup") String id) throws CopybladeException {
        return new CommandOutcome.Ok(backups.hold(Ids.backup(id)).id() + " is held");
    }

    @Descriptor("ends the protection of slb:hold")
    public CommandOutcome unhold(@Descriptor("id of the backup") String id) throws CopybladeException {
        return new CommandOutcome.Ok(backups.unhold(Ids.backup(id)).id() + " is no longer held");
    }

    @Descriptor("withdraws the copies of a backup")
    public CommandOutcome delete(CommandSession session, @Descriptor("id of the backup") String id)
            throws CopybladeException, InterruptedException {
        return follower.follow(backups.delete(Ids.backup(id)), session, false);
    }
}
