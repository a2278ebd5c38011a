package org.copyblade.shell.internal.command;

import java.time.Instant;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Runs;
import org.copyblade.api.SystemAnalysis;
import org.copyblade.api.SystemStatus;
import org.copyblade.api.Systems;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.syntax.Names;
import org.copyblade.shell.internal.syntax.Subject;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The commands {@code system:list} and {@code system:analyze}. */
@Component(service = SystemCommands.class, immediate = true)
@GogoCommand(
        scope = "system",
        function = {"list", "analyze"})
public final class SystemCommands {

    private final Systems systems;
    private final Runs runs;

    @Activate
    public SystemCommands(@Reference(name = "systems") Systems systems, @Reference(name = "runs") Runs runs) {
        this.systems = systems;
        this.runs = runs;
    }

    @Descriptor("lists the protected systems")
    public CommandOutcome list(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json)
            throws CopybladeException {
        List<SystemStatus> found = systems.list();
        List<ConfigurationTrouble> troubles = systems.configurationTroubles();
        return CommandOutcome.of(
                SystemTexts.all(found, troubles), json, () -> SystemTexts.list(found, troubles, Instant.now()));
    }

    @Descriptor("shows what a system keeps on storage and which backups and restores that allows")
    public CommandOutcome analyze(
            CommandSession session,
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("name of the system") @Names(Subject.SYSTEM) String name)
            throws CopybladeException {
        SystemAnalysis analysis = Waiting.during(session, json, runs, () -> systems.analyze(name));
        return CommandOutcome.of(analysis, json, () -> SystemTexts.analysis(analysis));
    }
}
