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
    void error_isShownWithCodeAndHint() {
        CopybladeException error = new CopybladeException(ErrorCode.PROFILE_UNKNOWN, "cannot back up 'nightly'");
        assertThat(error.forPeople().lines())
                .containsExactly(
                        "DCM-1004 cannot back up 'nightly'",
                        "HINT: run slb:profiles for the names; a new profile is a file in config/");
    }
}
