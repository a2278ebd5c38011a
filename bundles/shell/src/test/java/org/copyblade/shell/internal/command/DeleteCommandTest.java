package org.copyblade.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.outcome.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteCommandTest {

    private final ScriptedBackups backups = new ScriptedBackups();
    private final TypedCommands commands = new TypedCommands(new BackupCommands(backups, new ScriptedRuns()), "delete");

    @AfterEach
    void close() {
        commands.close();
    }

    @Test
    void dryRun_showsWhatWouldGo_andDeletesNothing() throws Exception {
        CommandOutcome outcome = commands.type("slb:delete B2 --dry-run");

        assertThat(outcome.status()).isEqualTo(Status.OK);
        assertThat(outcome.text().lines())
                .startsWith(
                        "deletion of backup B2 of shop; shop can be restored without it to B4, B3",
                        "  1. withdraw t1",
                        "  2. withdraw t2",
                        "LOST: shop as it was")
                .last()
                .asString()
                .matches("- +warning +copy group G1 +would stay \\(wait\\)");
        assertThat(backups.deleted).isEmpty();
    }

    @Test
    void dryRunOfWhatIsGone_saysSo() throws Exception {
        assertThat(commands.type("slb:delete --dry-run B5").text().lines())
                .containsExactly(
                        "deletion of backup B5 of shop; without it shop cannot be restored",
                        "  1. nothing: of this backup nothing is left");
    }

    @Test
    void dryRunOfWhatMayNotGo_isRefusedAsTheDeletion() {
        assertThatThrownBy(() -> commands.type("slb:delete B1 --dry-run"))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.BACKUP_PROTECTED));
    }

    @Test
    void withoutIt_theBackupIsDeleted() throws Exception {
        assertThat(commands.type("slb:delete B2").text()).isEqualTo("done");
        assertThat(backups.deleted).containsExactly(new BackupId("B2"));
    }

    @ParameterizedTest
    @CsvSource({
        "slb:delete B2 --dry-run --no-wait, does not go with --no-wait",
        "slb:delete R2 --dry-run, not 'R2'",
        "slb:delete R2, not 'R2'",
        "slb:delete $nothing, the id of the backup is a variable that is not set"
    })
    void lineThatMakesNoSense_deletesNothing(String line, String why) {
        assertThatThrownBy(() -> commands.type(line))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.COMMAND_INVALID))
                .hasMessageContaining(why);
        assertThat(backups.deleted).isEmpty();
    }

    /** Those are the command processor's to find. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "slb:delete",
                "slb:delete --dry-run",
                "slb:delete B2 B3",
                "slb:delete B2 --yes",
                "slb:delete B2 --dryrun"
            })
    void lineThatFitsNoDeletion_deletesNothing(String line) {
        assertThatThrownBy(() -> commands.type(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot coerce delete(");
        assertThat(backups.deleted).isEmpty();
    }
}
