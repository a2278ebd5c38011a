package org.copyblade.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.outcome.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What overwrites a system shows its plan first, and begins once the plan is confirmed. */
class RestoreCommandsTest {

    private final ScriptedRestores restores = new ScriptedRestores();
    private final TypedCommands commands =
            new TypedCommands(new RestoreCommands(restores, new ScriptedRuns()), "restore", "undo", "extract");

    @AfterEach
    void close() {
        commands.close();
    }

    @Test
    void undo_showsItsPlan_andDoesNothingUnlessConfirmed() throws Exception {
        CommandOutcome outcome = commands.type("slb:undo R1");

        assertThat(outcome.status()).isEqualTo(Status.REFUSED);
        assertThat(outcome.text().lines())
                .containsExactly(
                        "undo of run R1: shop to undo copy B9; IT CANNOT BE UNDONE",
                        "  1. stop shop",
                        "LOST: all of today",
                        "nothing is done; repeat it with --yes");
        assertThat(restores.begun).isEmpty();
    }

    @Test
    void restore_showsItsPlan_andDoesNothingUnlessConfirmed() throws Exception {
        CommandOutcome outcome = commands.type("slb:restore B2");

        assertThat(outcome.status()).isEqualTo(Status.REFUSED);
        assertThat(outcome.text().lines())
                .containsExactly(
                        "restore of shop to backup B2; it can be undone",
                        "  1. stop shop",
                        "LOST: all of today",
                        "nothing is done; repeat it with --yes");
        assertThat(restores.begun).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"slb:undo R1 --dry-run", "slb:undo --dry-run R1", "slb:restore B2 --dry-run"})
    void dryRun_isNoRefusal_andBeginsNothing(String line) throws Exception {
        CommandOutcome outcome = commands.type(line);

        assertThat(outcome.status()).isEqualTo(Status.OK);
        assertThat(outcome.text()).endsWith("LOST: all of today");
        assertThat(restores.begun).isEmpty();
    }

    @Test
    void confirmed_isCarriedOut() throws Exception {
        assertThat(commands.type("slb:undo R1 --yes").text()).isEqualTo("done");
        assertThat(commands.type("slb:undo --yes R1 --no-wait").text()).isEqualTo("R7");
        assertThat(commands.type("slb:restore --yes B2").text()).isEqualTo("done");
        assertThat(restores.begun).containsExactly("undo R1", "undo R1", "restore B2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"slb:undo R1 --yes", "slb:undo R1 --dry-run", "slb:restore B2 --yes"})
    void whatAFindingForbids_isRefusedWithIt_evenIfConfirmed(String line) throws Exception {
        restores.findings = List.of(new Finding(26, Finding.Severity.ERROR, "B9", "is LOST", "choose another"));

        CommandOutcome outcome = commands.type(line);

        assertThat(outcome.status()).isEqualTo(Status.REFUSED);
        assertThat(outcome.text()).contains("is LOST (choose another)").doesNotContain("repeat it");
        assertThat(restores.begun).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slb:undo R1 --dry-run --yes",
                "slb:undo R1 --yes --dry-run --json",
                "slb:undo R1 --dry-run --no-wait",
                "slb:restore B2 --dry-run --yes",
                "slb:restore B2 --no-wait --dry-run",
                "slb:extract B2 A.B --dry-run --no-wait"
            })
    void dryRunBesideWhatWantsARun_isAContradiction(String line) {
        assertInvalid(line, "--dry-run shows the plan only, and does not go with --");
        assertThat(restores.begun).isEmpty();
    }

    @Test
    void runThatIsNone_isRefused() {
        assertInvalid("slb:undo B1 --dry-run", "not 'B1'");
        assertInvalid("slb:undo '' --yes", "not ''");
        assertInvalid("slb:undo $nothing --yes", "the id of the run is a variable that is not set");
        assertThatThrownBy(() -> commands.type("slb:undo R2 --yes"))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.RESTORE_NOT_UNDOABLE));
        assertThat(restores.begun).isEmpty();
    }

    /** Those are the command processor's to find, which begins nothing either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "slb:undo",
                "slb:undo --yes",
                "slb:undo R1 R2 --yes",
                "slb:undo R1 --force --yes",
                "slb:undo R1 --no-undo --yes",
                "slb:undo R1 --yes --yes"
            })
    void lineThatFitsNoUndo_beginsNothing(String line) {
        assertThatThrownBy(() -> commands.type(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot coerce undo(");
        assertThat(restores.begun).isEmpty();
    }

    private void assertInvalid(String line, String text) {
        assertThatThrownBy(() -> commands.type(line))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.COMMAND_INVALID))
                .hasMessageContaining(text);
    }
}
