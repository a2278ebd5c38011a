package org.copyblade.shell.internal.command;

import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.Awaited;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.Runs;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.outcome.WithAwaited;
import org.copyblade.shell.internal.syntax.Names;
import org.copyblade.shell.internal.syntax.Subject;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands {@code slb:runs}, {@code slb:watch}, {@code slb:cancel}. */
@Component(service = RunCommands.class, immediate = true)
@GogoCommand(
        scope = "slb",
        function = {"runs", "watch", "cancel"})
public final class RunCommands {

    private final Runs runs;

    @Activate
    public RunCommands(@Reference(name = "runs") Runs runs) {
        this.runs = runs;
    }

    @Descriptor("lists runs, newest first")
    public CommandOutcome runs(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("at most so many") @Parameter(names = "--limit", absentValue = "20") int limit)
            throws CopybladeException {
        List<Run> found = runs.list(Words.limit(limit));
        List<Awaited> awaited = runs.awaited();
        List<WithAwaited> all = found.stream()
                .map(run -> new WithAwaited(run, AwaitedTexts.of(run.id(), awaited)))
                .toList();
        return CommandOutcome.of(json ? all : found, json, () -> table(found, awaited));
    }

    @Descriptor("follows a run to its end; interrupting leaves it going")
    public CommandOutcome watch(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("id of the run") @Names(Subject.RUN) String id)
            throws CopybladeException, InterruptedException {
        return new RunFollower(runs).follow(Ids.run(id), session, json);
    }

    @Descriptor("asks a run to stop; its system runs on and nothing is left behind")
    public CommandOutcome cancel(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("id of the run") @Names(Subject.RUN) String id)
            throws CopybladeException {
        Run run = runs.cancel(Ids.run(id));
        return CommandOutcome.of(run, json, () -> "run " + id + " is asked to stop; follow it with slb:watch " + id);
    }

    private static String table(List<Run> found, List<Awaited> awaited) {
        Table table = new Table("ID", "KIND", "SYSTEM", "PROFILE", "BACKUP", "PHASE", "OUTCOME", "STARTED", "MESSAGE");
        for (Run run : found) {
            table.row(
                    run.id().value(),
                    Words.word(run.kind()),
                    run.system(),
                    run.profile(),
                    run.backup().map(Object::toString).orElse("-"),
                    Words.word(run.phase()),
                    run.outcome().map(Outcome::name).orElse(run.percent() + " %"),
                    Words.time(Optional.of(run.startedAt())),
                    AwaitedTexts.behind(run.message(), AwaitedTexts.of(run.id(), awaited)));
        }
        return table.isEmpty() ? "there was no run yet" : table.text();
    }
}
