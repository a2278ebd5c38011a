package org.copyblade.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Awaited;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.api.Runs;
import org.copyblade.api.SystemAnalysis;
import org.copyblade.api.SystemStatus;
import org.copyblade.api.Systems;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.junit.jupiter.api.Test;

/** Whoever looks is told at once what is absent and waited for. */
class AwaitedTest {

    private static final RunId RUN = RunId.of(7);
    private static final Instant GONE = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-01-01T10:05:00Z");
    private static final String SENTENCE = "waiting for blade shadowimage@vsp1, absent since "
            + Words.time(Optional.of(GONE)) + ", until " + Words.time(Optional.of(UNTIL));

    private String told = "";
    private final WaitingRun runs = new WaitingRun();

    private static Awaited blade(Optional<RunId> run, Instant since) {
        return new Awaited(run, Awaited.Kind.BLADE, "shadowimage@vsp1", GONE, since, UNTIL);
    }

    /** One run, which ends with the third look. */
    private static final class WaitingRun implements Runs {
        private int looks;

        private static Run run(Optional<Outcome> outcome) {
            return new Run(
                    RUN,
                    Run.Kind.BACKUP,
                    "shop",
                    "nightly",
                    Optional.empty(),
                    Phase.VALIDATE,
                    outcome,
                    0,
                    GONE,
                    outcome.map(end -> UNTIL),
                    "checking",
                    "",
                    List.of());
        }

        @Override
        public List<Run> list(int limit) {
            return List.of(run(Optional.empty()));
        }

        @Override
        public Run get(RunId id) {
            return run(Optional.empty());
        }

        @Override
        public Run await(Run seen, Duration limit) {
            looks++;
            return run(looks < 3 ? Optional.empty() : Optional.of(Outcome.COMPLETE));
        }

        @Override
        public Run cancel(RunId id) {
            return get(id);
        }

        @Override
        public List<Awaited> awaited() {
            return List.of(blade(Optional.of(RUN), GONE), blade(Optional.of(RunId.of(8)), GONE));
        }
    }

    private static final class OneSystem implements Systems {
        @Override
        public List<SystemStatus> list() {
            return List.of(new SystemStatus(
                    "shop",
                    "ims",
                    true,
                    false,
                    Optional.of(RUN),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ZERO,
                    Optional.empty(),
                    ""));
        }

        @Override
        public List<ConfigurationTrouble> configurationTroubles() {
            return List.of();
        }

        @Override
        public SystemAnalysis analyze(String name) {
            throw new AssertionError("nobody asks for it");
        }
    }

    private CommandOutcome typed(String line) throws Exception {
        try (TypedCommands commands = new TypedCommands(new RunCommands(runs), "watch", "runs")) {
            CommandOutcome outcome = commands.type(line);
            told = commands.told();
            return outcome;
        }
    }

    @Test
    void watch_saysItOnce_besideHowTheRunGoesOn() throws Exception {
        typed("watch R7");
        assertThat(told).isEqualTo("R7 validate: checking\nR7 " + SENTENCE + "\n");
    }

    @Test
    void watchOfAProgram_saysItOnTheErrorStream() throws Exception {
        CommandOutcome end = typed("watch --json R7");
        assertThat(told).isEqualTo("R7 " + SENTENCE + "\n");
        assertThat(end.text()).contains("\"outcome\" : \"COMPLETE\"").doesNotContain("awaited");
    }

    @Test
    void runs_sayItBehindTheirMessage() throws Exception {
        assertThat(typed("runs").text()).contains("checking; " + SENTENCE).doesNotContain("R8");
    }

    @Test
    void runsForAProgram_haveItAsOneMoreMember() throws Exception {
        assertThat(typed("runs --json").text())
                .startsWith("[ {")
                .contains("\"id\" : \"R7\"", "\"awaited\" : [ {", "\"name\" : \"shadowimage@vsp1\"")
                .contains("\"absentSince\" : \"2026-01-01T10:00:00Z\"", "\"until\" : \"2026-01-01T10:05:00Z\"")
                .doesNotContain("R8");
    }

    @Test
    void status_saysItBelowTheSystems() throws Exception {
        StatusCommands commands = new StatusCommands(new OneSystem(), runs);
        assertThat(commands.status(false).text())
                .endsWith(System.lineSeparator() + "R7 " + SENTENCE + System.lineSeparator() + "R8 " + SENTENCE);
        assertThat(commands.status(true).text())
                .contains("\"name\" : \"shop\"", "\"running\" : \"R7\"", "\"awaited\" : [ {")
                .doesNotContain("R8");
    }

    @Test
    void outsideRuns_onlyWhatBeganMeanwhileIsOurs() {
        Awaited earlier = blade(Optional.empty(), GONE.minusSeconds(1));
        Awaited ours = blade(Optional.empty(), GONE);
        assertThat(AwaitedTexts.outsideRuns(List.of(earlier, ours, blade(Optional.of(RUN), UNTIL)), GONE))
                .containsExactly(ours);
        assertThat(AwaitedTexts.line(ours)).isEqualTo(SENTENCE);
    }

    @Test
    void adapter_isNamedByItsSystem() {
        Awaited adapter = new Awaited(Optional.empty(), Awaited.Kind.ADAPTER, "shop", GONE, GONE, UNTIL);
        assertThat(AwaitedTexts.line(adapter)).startsWith("waiting for the adapter of system shop, absent since ");
    }
}
