package org.copyblade.blade.shadowimage.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.copyblade.blade.shadowimage.internal.rest.RestException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same error comes as the answer itself, or in a job that was accepted. */
class AnswerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"messageId\":\"KART40050-E\"",
                "\"messageId\":\"KART40051-E\"",
                "\"messageId\":\"KART40052-E\"",
                "\"messageId\":\"KART00003-E\"",
                "\"messageId\":\"KART30000-E\",\"errorCode\":{\"SSB1\":\"2E11\",\"SSB2\":\"2205\"}",
                "\"messageId\":\"KART30000-E\",\"errorCode\":{\"SSB1\":\"2E11\",\"SSB2\":\"2207\"}",
                "\"messageId\":\"KART30000-E\",\"errorCode\":{\"errorCode\":\"EX_EACCES\"}"
            })
    void lockAndBusyServer_haveDoneNothing_andPass(String fields) throws Exception {
        for (int status : new int[] {409, 500, 503}) {
            assertPasses(answered(status, fields));
        }
        assertPasses(failedJob(fields));
    }

    private static void assertPasses(RestException e) {
        assertThat(e.reason()).isEqualTo(Reason.LOCKED);
        assertThat(e.maybeDone()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"messageId\":\"KART30000-E\",\"errorCode\":{\"SSB1\":\"2E11\",\"SSB2\":\"2209\"}",
                "\"messageId\":\"KART20008-E\""
            })
    void otherErrors_doNotPassByThemselves(String fields) throws Exception {
        RestException answered = answered(400, fields);
        assertThat(answered.reason()).isEqualTo(Reason.REFUSED);
        assertThat(answered.maybeDone()).isFalse();
        RestException failed = failedJob(fields);
        assertThat(failed.reason()).isEqualTo(Reason.REFUSED);
        assertThat(failed.maybeDone()).as("a job may fail half way").isTrue();
    }

    @Test
    void whatDoesNotExist_isGone_byTheStatusOrTheCode() throws Exception {
        assertThat(answered(404, "\"messageId\":\"KART30000-E\"").isGone()).isTrue();
        assertThat(answered(400, "\"messageId\":\"KART30013-E\"").isGone()).isTrue();
        assertThat(failedJob("\"messageId\":\"KART30013-E\"").isGone()).isTrue();
        assertThat(answered(400, "\"messageId\":\"KART20008-E\"").isGone()).isFalse();
    }

    private static RestException answered(int status, String fields) {
        return catchThrowableOfType(
                RestException.class, () -> new Answer(status, "{" + fields + "}").success("POST /pairs"));
    }

    private static RestException failedJob(String fields) throws Exception {
        return Answer.failure("POST /pairs", new ObjectMapper().readTree("{\"error\":{" + fields + "}}"));
    }
}
