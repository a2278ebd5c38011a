package org.copyblade.shell.internal.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.function.Supplier;
import org.copyblade.shell.internal.socket.CommandOutcome;

/** One result, as JSON for programs or as text for people. Safe for many threads. */
final class Answer {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new IdsAsText())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private Answer() {}

    /** The text of a result. */
    static String text(Object result, boolean json, Supplier<String> forPeople) {
        if (!json) {
            return forPeople.get();
        }
        try {
            return JSON.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result of the api cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    static CommandOutcome ok(Object result, boolean json, Supplier<String> forPeople) {
        return new CommandOutcome.Ok(text(result, json, forPeople));
    }
}
