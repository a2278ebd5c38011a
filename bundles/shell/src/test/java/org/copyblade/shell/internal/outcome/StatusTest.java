package org.copyblade.shell.internal.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.junit.jupiter.api.Test;

class StatusTest {

    @Test
    void everyErrorCode_hasTheStatusOfItsKind() {
        Map<Integer, Long> counts = Arrays.stream(ErrorCode.values())
                .collect(Collectors.groupingBy(code -> Status.of(code).code(), Collectors.counting()));
        assertThat(counts.keySet()).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(counts.get(2)).isEqualTo(1);
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(Status.of(code) == Status.REFUSED).as(code.name()).isEqualTo(code.isRefusal());
        }
        assertThat(Status.of(ErrorCode.COMMAND_INVALID).code()).isEqualTo(2);
        assertThat(Status.of(ErrorCode.BACKUP_LAST_GOOD).code()).isEqualTo(3);
        assertThat(Status.of(ErrorCode.CATALOG_FAILED).code()).isEqualTo(1);
    }

    @Test
    void worse_isThatWhichNeedsMoreAttention() {
        assertThat(Status.ALARM.worse(Status.OK)).isEqualTo(Status.ALARM);
        assertThat(Status.ALARM.worse(Status.REFUSED)).isEqualTo(Status.REFUSED);
        assertThat(Status.FAILED.worse(Status.REFUSED)).isEqualTo(Status.FAILED);
    }

    @Test
    void error_isWrittenAsCodeTextAndHint() {
        CopybladeException error = new CopybladeException(ErrorCode.RUN_UNKNOWN, "there is no run R9");
        String json =
                """
                {
                  "code" : "DCM-3001",
                  "text" : "there is no run R9",
                  "hint" : "run slb:runs for the newest ones"
                }""";
        assertThat(Json.write(error)).isEqualTo(json);
        CommandOutcome outcome = CommandError.of(error).as(Status.REFUSED, true);
        assertThat(outcome.text()).isEqualTo(json);
        assertThat(outcome.isError()).isFalse();
        assertThat(CommandError.of(error).as(Status.REFUSED, false).text()).isEqualTo(error.forPeople());
    }
}
