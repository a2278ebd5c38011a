package org.copyblade.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.api.RunId;
import org.copyblade.api.SystemStatus;
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

    /** The one look at night. */
    @Test
    void eachSystem_isShownWithTheAgesOfItsBackups_whatIsHeldAndLate_andWhatComesNext() throws Exception {
        Instant next = Instant.parse("2027-01-01T02:30:00Z");
        systems.other = Optional.of(new SystemStatus(
                "bank",
                "ims",
                true,
                true,
                Optional.of(new RunId("R7")),
                Optional.of(Instant.now().minus(Duration.ofHours(30))),
                Optional.of(Instant.now().minus(Duration.ofDays(8))),
                Duration.ofMinutes(245),
                Optional.of(next),
                ""));

        CommandOutcome outcome = commands.type("slb:status");

        assertThat(outcome.status()).as("overdue").isEqualTo(Status.ALARM);
        assertThat(outcome.text().lines())
                .anyMatch(line -> line.matches(
                        "SYSTEM +KIND +SUSPENDED +RUN +LAST GOOD +LAST VERIFIED +OVERDUE +NEXT RUN +PROBLEM"))
                .anyMatch(line ->
                        line.matches("bank +ims +YES +R7 +1d 6h +8d 0h +4h 5m +" + Words.time(Optional.of(next))))
                .anyMatch(line -> line.matches("shop +postgresql +no +- +never +never +- +-"));
    }

    /** While no run will end it. */
    @Test
    void systemThatIsSuspendedWithoutARun_alarms() throws Exception {
        for (Optional<RunId> run : List.of(Optional.of(new RunId("R7")), Optional.<RunId>empty())) {
            systems.other = Optional.of(new SystemStatus(
                    "bank",
                    "ims",
                    true,
                    true,
                    run,
                    Optional.of(Instant.now()),
                    Optional.empty(),
                    Duration.ZERO,
                    Optional.empty(),
                    ""));
            assertThat(commands.type("slb:status").status()).isEqualTo(run.isPresent() ? Status.OK : Status.ALARM);
        }
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
