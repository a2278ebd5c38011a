package org.copyblade.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.copyblade.api.CopyStatus;
import org.copyblade.api.CopyStatus.Stage;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.outcome.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShowCopiesTest {

    private final ScriptedBackups backups = new ScriptedBackups();
    private final TypedCommands commands = new TypedCommands(new BackupCommands(backups, new ScriptedRuns()), "show");

    @AfterEach
    void close() {
        commands.close();
    }

    private static CopyStatus copy(Stage stage, OptionalInt percent) {
        return new CopyStatus("CB1-1", "flashcopy", "box1", stage, percent, "what it means");
    }

    @Test
    void copies_areShownBelowTheBackup() throws Exception {
        backups.copies = List.of(copy(Stage.COPYING, OptionalInt.of(43)), copy(Stage.COPIED, OptionalInt.empty()));

        CommandOutcome outcome = commands.type("slb:show B2 --copies");

        assertThat(outcome.status()).isEqualTo(Status.OK);
        List<String> lines = outcome.text().lines().toList();
        assertThat(lines.get(0)).matches("BACKUP +B2");
        assertThat(lines.get(lines.size() - 3)).matches("GROUP +BLADE +COPY +PERCENT +MEANING");
        assertThat(lines.get(lines.size() - 2)).matches("CB1-1 +flashcopy@box1 +COPYING +43 +what it means");
        assertThat(lines.get(lines.size() - 1)).matches("CB1-1 +flashcopy@box1 +COPIED +- +what it means");
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void whatCannotBeUsedOrToldOf_isAnAlarm(Stage stage) throws Exception {
        backups.copies = List.of(copy(stage, OptionalInt.empty()));
        boolean alarming = stage == Stage.UNUSABLE || stage == Stage.UNKNOWN;

        assertThat(commands.type("slb:show B2 --copies").status()).isEqualTo(alarming ? Status.ALARM : Status.OK);
        assertThat(commands.type("slb:show B2").status()).isEqualTo(Status.OK);
    }

    @Test
    void whereNothingIsLeft_itIsSaid() throws Exception {
        assertThat(commands.type("slb:show --copies B2").text()).endsWith("no copy of it is left");
    }

    @Test
    void evidence_isPrintedBelowTheBackup_factByFact() throws Exception {
        List<String> lines =
                commands.type("slb:show --evidence B2").text().lines().toList();
        assertThat(lines.get(0)).matches("BACKUP +B2");
        assertThat(lines.subList(lines.size() - 4, lines.size() - 3))
                .containsExactly("PROVEN: the system was held throughout");
        assertThat(lines.get(lines.size() - 3)).matches("SUBJECT +FACT +VALUE");
        assertThat(lines.get(lines.size() - 2)).matches("shop +held by +guards 41 and 42");
        assertThat(lines.get(lines.size() - 1)).matches("CB2G1 +established after +7\\.250 ms");

        assertThat(commands.type("slb:show --evidence B3").text()).contains("NOT PROVEN: ");
    }

    @Test
    void evidenceAndCopies_areAskedForOneByOne() {
        assertThatThrownBy(() -> commands.type("slb:show B2 --copies --evidence"))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.COMMAND_INVALID))
                .hasMessageContaining("--copies does not go with --evidence");
    }
}
