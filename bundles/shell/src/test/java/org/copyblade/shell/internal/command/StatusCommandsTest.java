package org.copyblade.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.outcome.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What watches a site by the exit status of one command must see all that is wrong. */
class StatusCommandsTest {

    private final ScriptedSystems systems = new ScriptedSystems();
    private final TypedCommands commands = new TypedCommands(new StatusCommands(systems, new ScriptedRuns()), "status");

    @AfterEach
    void close() {
        commands.close();
    }

    @Test
    void allIsWell() throws Exception {
        assertThat(commands.type("slb:status").status()).isEqualTo(Status.OK);
    }

    @Test
    void aSystemWithAProblem_alarms() throws Exception {
        systems.problem = "a change of its configuration is refused";

        CommandOutcome outcome = commands.type("slb:status");

        assertThat(outcome.status()).isEqualTo(Status.ALARM);
        assertThat(outcome.text()).contains("a change of its configuration is refused");
    }

    /** A blade, a profile or a file of which no system tells. */
    @Test
    void whatIsConfiguredAndNotInForce_alarmsThoughAllSystemsAreWell() throws Exception {
        systems.troubles = List.of(
                new ConfigurationTrouble("flashcopy@ds8000", "blade", "its change is refused"),
                new ConfigurationTrouble("shop.cgf", "file", "is not read"));

        CommandOutcome outcome = commands.type("slb:status");

        assertThat(outcome.status()).isEqualTo(Status.ALARM);
        assertThat(outcome.text().lines())
                .anyMatch(line -> line.matches("flashcopy@ds8000 +blade .* its change is refused"))
                .anyMatch(line -> line.matches("shop\\.cgf +file .* is not read"));
        CommandOutcome machines = commands.type("slb:status --json");
        assertThat(machines.status()).isEqualTo(Status.ALARM);
        assertThat(machines.value())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(3)
                .containsAll(systems.troubles);
    }
}
