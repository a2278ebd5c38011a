package org.copyblade.manager.internal.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import org.copyblade.api.ErrorCode;
import org.copyblade.manager.internal.run.Failure;

/** Extractions as JSON, for the journal. Unknown keys of newer forms are passed over. Safe for many threads. */
final class JournalForm {

    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * How one ended.
     *
     * @param done whether all is copied
     */
    private record Ended(boolean done, String text) {}

    String write(Extraction extraction) {
        return text(extraction);
    }

    Extraction read(String text) throws Failure {
        return read(text, Extraction.class);
    }

    String writeOutcome(boolean done, String text) {
        return text(new Ended(done, text));
    }

    /** What people are told of one that ended; one that failed fails again. */
    String readOutcome(String text) throws Failure {
        Ended ended = read(text, Ended.class);
        if (ended.done()) {
            return ended.text();
        }
        throw Failure.failed(ErrorCode.EXTRACT_FAILED, ended.text());
    }

    private String text(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of ours cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private <T> T read(String text, Class<T> type) throws Failure {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw Failure.failed(ErrorCode.CATALOG_ALIEN, "the journal of the run cannot be read");
        }
    }
}
