package org.copyblade.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.outcome.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is in force, who said so, and what is not in force. */
class ProfileCommandsTest {

    private final ScriptedProfiles profiles = new ScriptedProfiles();
    private final TypedCommands commands =
            new TypedCommands(new ProfileCommands(profiles, new ScriptedRuns()), "profiles", "profile", "set", "setup");

    @AfterEach
    void close() {
        commands.close();
    }

    @Test
    void profile_showsOfEachOption_whatIsInForce_andWhoSaidSo() throws Exception {
        profiles.refused = Optional.of("DCM-1002 'generations' is 'x'");

        CommandOutcome outcome = commands.type("slb:profile nightly");

        assertThat(outcome.status()).isEqualTo(Status.OK);
        assertThat(outcome.text().lines())
                .startsWith("profile nightly of shop, setup valid", "REFUSED: DCM-1002 'generations' is 'x'")
                .anyMatch(line -> line.matches("OPTION +VALUE +ORIGIN +MEANING"))
                .anyMatch(line -> line.matches("blade +reflink +profile +the blade"))
                .anyMatch(line -> line.matches("suspend\\.limit\\.ms +700 +defaults, locked +longest time"))
                .anyMatch(line -> line.matches("generations +2 +built-in +slots"));
    }

    @Test
    void profiles_showWhenEachRunsNext_andWhyAnEditIsNotInForce() throws Exception {
        profiles.refused = Optional.of("DCM-1002 'generations' is 'x'");

        assertThat(commands.type("slb:profiles").text().lines())
                .anyMatch(line -> line.matches("PROFILE +SYSTEM +SETUP +NEXT RUN +REFUSED"))
                .anyMatch(line -> line.matches("nightly +shop +valid +" + Words.time(Optional.of(Instant.EPOCH))
                        + " +DCM-1002 'generations' is 'x'"));
    }

    @Test
    void set_handsOverAllChangesAtOnce() throws Exception {
        commands.type("slb:set nightly 'schedule=30 2 * * *' keep.count=");

        assertThat(profiles.changes).isEqualTo(Map.of("schedule", "30 2 * * *", "keep.count", ""));
        assertThatThrownBy(() -> commands.type("slb:set nightly generations"))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.COMMAND_INVALID));
    }

    @Test
    void setup_showsWhatItFound_andEndsWith3IfItHasNotPassed() throws Exception {
        assertThat(commands.type("slb:setup nightly").status()).isEqualTo(Status.OK);

        profiles.passes = false;
        CommandOutcome outcome = commands.type("slb:setup nightly");
        assertThat(outcome.status()).isEqualTo(Status.REFUSED);
        assertThat(outcome.text().lines())
                .startsWith("setup of nightly FAILED")
                .anyMatch(line -> line.matches("7 +error +pool +is full \\(free space\\)"));
    }
}
