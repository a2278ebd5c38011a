package org.copyblade.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyblade.api.Blades;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.outcome.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which blades are there, and whether one keeps its contract. */
class BladeCommandsTest {

    private final ScriptedBlades blades = new ScriptedBlades();
    private final TypedCommands commands =
            new TypedCommands(new BladeCommands(blades, new ScriptedRuns()), "list", "check");

    @AfterEach
    void close() {
        commands.close();
    }

    @Test
    void list_showsWhatEachBladeCan_andWhichHaveNothingToDriveYet() throws Exception {
        assertThat(commands.type("slb:list").text().lines())
                .anyMatch(line -> line.matches("BLADE +ENDPOINT +VERSION +GRAIN +REACH +HOLD +CALLS +BUNDLE"))
                .anyMatch(line -> line.matches(
                        "flashcopy +ds8k1 +1\\.1\\.0 +volume +endpoint +until-released +3 +com\\.example 1\\.1\\.0"))
                .anyMatch(line -> line.matches("timefinder +no endpoint +1\\.0\\.0 .*"));
    }

    @Test
    void check_alarmsIfARuleIsBroken_andOnlyThen() throws Exception {
        assertThat(commands.type("slb:check flashcopy 0100").status()).isEqualTo(Status.OK);

        blades.verdict = Blades.Verdict.FAILED;
        CommandOutcome outcome = commands.type("slb:check flashcopy 0100");
        assertThat(outcome.status()).isEqualTo(Status.ALARM);
        assertThat(outcome.text().lines())
                .anyMatch(line -> line.matches("R7 +failed +query tells the truth +it lies"))
                .anyMatch(line -> line.matches("R8 +not-applicable +holds +it has none"));
    }
}
