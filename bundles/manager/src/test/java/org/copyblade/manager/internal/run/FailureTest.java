package org.copyblade.manager.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.copyblade.api.ErrorCode;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void asError_keepsTheHintOfTheAdapter() {
        SystemException wrong = new SystemException(
                "PG-PASSWORD",
                "the server refuses the password",
                "check key '.password'",
                SystemException.Recovery.FIX_REQUEST);
        assertThat(Failure.of("discover system shop", wrong).asError())
                .hasMessage(
                        "discover system shop: PG-PASSWORD the server refuses the password (check key '.password')");
    }

    @Test
    void asError_doesNotRepeatTheHintOfItsCode() {
        assertThat(Failure.refused(ErrorCode.BLADE_ABSENT, "blade reflink is not there", List.of())
                        .asError())
                .hasMessage("blade reflink is not there");
    }
}
