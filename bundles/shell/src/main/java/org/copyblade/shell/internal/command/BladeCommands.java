package org.copyblade.shell.internal.command;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.BladeStatus;
import org.copyblade.api.Blades;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Runs;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.syntax.Names;
import org.copyblade.shell.internal.syntax.Subject;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands {@code blade:list} and {@code blade:check}. */
@Component(service = BladeCommands.class, immediate = true)
@GogoCommand(
        scope = "blade",
        function = {"list", "check"})
public final class BladeCommands {

    private final Blades blades;
    private final Runs runs;

    @Activate
    public BladeCommands(@Reference(name = "blades") Blades blades, @Reference(name = "runs") Runs runs) {
        this.blades = blades;
        this.runs = runs;
    }

    @Descriptor("lists the copy blades that are there now")
    public CommandOutcome list(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json)
            throws CopybladeException {
        List<BladeStatus> found = blades.list();
        return CommandOutcome.of(found, json, () -> {
            Table table = new Table("BLADE", "ENDPOINT", "VERSION", "GRAIN", "REACH", "HOLD", "CALLS", "BUNDLE");
            found.forEach(blade -> table.row(
                    blade.technology(),
                    blade.endpoint().isEmpty() ? "no endpoint" : blade.endpoint(),
                    blade.version(),
                    blade.grain(),
                    blade.reach(),
                    blade.hold(),
                    String.valueOf(blade.leases()),
                    blade.bundle()));
            return table.isEmpty() ? "no blade is there; drop its jar into deploy/" : table.text();
        });
    }

    @Descriptor("runs the rules of the blade contract on scratch volumes, which are overwritten")
    public CommandOutcome check(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("where targets are taken from, as the option target.pool; they are overwritten, too")
                    @Parameter(names = "--targets", absentValue = "")
                    String targets,
            @Descriptor("technology, or technology@endpoint") @Names(Subject.BLADE) String blade,
            @Descriptor("paths or volumes that may be overwritten") String... scratch)
            throws CopybladeException {
        if (scratch.length == 0) {
            throw new CopybladeException(
                    ErrorCode.COMMAND_INVALID, "blade:check needs at least one scratch path or volume");
        }
        List<Blades.RuleResult> results =
                Waiting.during(session, json, runs, () -> blades.check(blade, List.of(scratch), targets));
        CommandOutcome outcome = CommandOutcome.of(results, json, () -> {
            Table table = new Table("RULE", "VERDICT", "DEMANDS", "DETAIL");
            results.forEach(
                    result -> table.row(result.rule(), Words.word(result.verdict()), result.title(), result.detail()));
            return table.text();
        });
        boolean failed = results.stream().anyMatch(result -> result.verdict() == Blades.Verdict.FAILED);
        return outcome.alarmingIf(failed);
    }
}
