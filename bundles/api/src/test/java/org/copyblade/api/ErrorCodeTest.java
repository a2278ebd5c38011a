package org.copyblade.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

    @Test
    void codes_areUniqueAndInOrder() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::id))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void everyCode_hasCauseAndCure() {
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(code.cause()).as(code.name()).isNotBlank().doesNotEndWith(".");
            assertThat(code.hint()).as(code.name()).isNotBlank().doesNotEndWith(".");
        }
    }

    @Test
    void refusals_areThoseThatBeganNothing() {
        assertThat(Arrays.stream(ErrorCode.values()).filter(ErrorCode::isRefusal))
                .containsExactly(
                        ErrorCode.OPTION_UNKNOWN,
                        ErrorCode.OPTION_INVALID,
                        ErrorCode.OPTION_LOCKED,
                        ErrorCode.PROFILE_UNKNOWN,
                        ErrorCode.PROFILE_REFUSED,
                        ErrorCode.VALIDATION_FAILED,
                        ErrorCode.CONSISTENCY_IMPOSSIBLE,
                        ErrorCode.SETUP_NEEDED,
                        ErrorCode.RUN_UNKNOWN,
                        ErrorCode.SYSTEM_BUSY,
                        ErrorCode.RUN_ENDED,
                        ErrorCode.MANAGER_STOPPING,
                        ErrorCode.SITE_COMMAND_FAILED,
                        ErrorCode.BLADE_ABSENT,
                        ErrorCode.SYSTEM_ABSENT,
                        ErrorCode.BACKUP_UNKNOWN,
                        ErrorCode.BACKUP_NOT_USABLE,
                        ErrorCode.BACKUP_PROTECTED,
                        ErrorCode.RESTORE_NOT_UNDOABLE,
                        ErrorCode.BACKUP_LAST_GOOD,
                        ErrorCode.OBJECT_UNKNOWN,
                        ErrorCode.OBJECT_IN_PLACE,
                        ErrorCode.OBJECT_NAME_INVALID,
                        ErrorCode.OBJECT_PLACE_INVALID,
                        ErrorCode.OBJECT_SPREAD,
                        ErrorCode.BACKUP_SECURE);
    }

    /** A run that is no restore, a run that has ended and a blade that is checked have no better hint than that of the code. */
    @Test
    void hints_fitWhateverIsRefusedWithTheCode() {
        assertThat(ErrorCode.RESTORE_NOT_UNDOABLE.hint()).contains("slb:runs").contains("slb:restore ID");
        assertThat(ErrorCode.RUN_ENDED.hint()).contains("slb:watch").doesNotContain("RUN");
        assertThat(ErrorCode.VALIDATION_FAILED.hint()).doesNotStartWith("run slb:plan");
    }

    @Test
    void error_isShownWithCodeAndHint() {
        CopybladeException error = new CopybladeException(ErrorCode.PROFILE_UNKNOWN, "cannot back up 'nightly'");
        assertThat(error.forPeople().lines())
                .containsExactly(
                        "DCM-1004 cannot back up 'nightly'",
                        "HINT: run slb:profiles for the names; a new profile is a file in config/");
    }
}
