package org.copyblade.manager.internal.copies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Optional;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.SuspendToken;

/** Bodies, manifests and journal data as JSON. Unknown keys of newer forms are passed over. Safe for many threads. */
public final class BodyCodec {

    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** A body as text. */
    public String write(BackupBody body) {
        return text(body);
    }

    /** A body from text; empty if the text is not one. */
    public Optional<BackupBody> readBody(String text) {
        return read(text, BackupBody.class);
    }

    public String write(SuspendToken token) {
        return text(token);
    }

    public Optional<SuspendToken> readSuspendToken(String text) {
        return read(text, SuspendToken.class);
    }

    public String write(BackupModeToken token) {
        return text(token);
    }

    public Optional<BackupModeToken> readBackupModeToken(String text) {
        return read(text, BackupModeToken.class);
    }

    public String write(Manifest manifest) {
        return text(manifest);
    }

    public Optional<Manifest> readManifest(String text) {
        return read(text, Manifest.class);
    }

    private String text(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of ours cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private <T> Optional<T> read(String text, Class<T> type) {
        try {
            return Optional.ofNullable(mapper.readValue(text, type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
