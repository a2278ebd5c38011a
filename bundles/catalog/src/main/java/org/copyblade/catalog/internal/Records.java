package org.copyblade.catalog.internal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import org.copyblade.api.BackupId;
import org.copyblade.api.RunId;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;

/**
 * The stored form of api records: JSON with the names of the components. What an older version did not write is read as
 * empty, what a newer one wrote in addition is passed over, so catalogs outlive versions.
 */
final class Records {

    /** An id is stored as its text. */
    private abstract static class IdAsText {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        IdAsText(@SuppressWarnings("unused") String value) {}

        @JsonValue
        abstract String value();
    }

    private static final JsonSetter.Value EMPTY = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addMixIn(BackupId.class, IdAsText.class)
            .addMixIn(RunId.class, IdAsText.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withConfigOverride(String.class, it -> it.setSetterInfo(EMPTY))
            .withConfigOverride(List.class, it -> it.setSetterInfo(EMPTY))
            .build();

    private Records() {}

    static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass() + " as JSON", e);
        }
    }

    static <T> T read(String json, Class<T> type) throws CatalogException {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new CatalogException(
                    Reason.ALIEN,
                    "a stored " + type.getSimpleName() + " cannot be read: " + e.getOriginalMessage() + "; it begins "
                            + json.substring(0, Math.min(80, json.length())));
        }
    }
}
