package org.copyblade.shell.internal.command;

import java.time.Instant;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.copyblade.api.Awaited;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Runs;
import org.copyblade.api.SystemStatus;
import org.copyblade.api.Systems;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code slb:status}: one look at night. */
@Component(service = StatusCommands.class, immediate = true)
@GogoCommand(
        scope = "slb",
        function = {"status"})
public final class StatusCommands {

    private final Systems systems;
    private final Runs runs;

    @Activate
    public StatusCommands(@Reference(name = "systems") Systems systems, @Reference(name = "runs") Runs runs) {
        this.systems = systems;
        this.runs = runs;
    }

    @Descriptor("shows how well each system is protected; not 0 when somebody should look")
    public CommandOutcome status(
            @Descriptor("answers as JSON") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json)
            throws CopybladeException {
        List<SystemStatus> found = systems.list();
        List<ConfigurationTrouble> troubles = systems.configurationTroubles();
        List<Awaited> awaited =
                runs.awaited().stream().filter(wait -> wait.run().isPresent()).toList();
        List<Record> all = json ? SystemTexts.withAwaited(found, awaited, troubles) : SystemTexts.all(found, troubles);
        return CommandOutcome.of(
                        all, json, () -> SystemTexts.list(found, troubles, Instant.now()) + AwaitedTexts.below(awaited))
                .alarmingIf(!troubles.isEmpty() || found.stream().anyMatch(SystemStatus::isRed));
    }
}
