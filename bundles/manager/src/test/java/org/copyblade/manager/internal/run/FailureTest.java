package org.copyblade.manager.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.copyblade.api.ErrorCode;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource(BladeException.Recovery.class)
    void onlyWhatSomebodyHasToChange_isLasting(BladeException.Recovery recovery) {
        Failure failure = Failure.of("restore group 1", new BladeException("ARRAY-X", "no", "look", recovery));

        boolean lasting =
                recovery == BladeException.Recovery.FIX_REQUEST || recovery == BladeException.Recovery.ASK_OPERATOR;
        assertThat(failure.isLasting()).isEqualTo(lasting);
        assertThat(failure.curedBy("wait").besides(List.of("more")).leftOpen().isLasting())
                .isEqualTo(lasting);
    }
}
