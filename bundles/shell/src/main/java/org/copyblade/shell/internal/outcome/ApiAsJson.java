package org.copyblade.shell.internal.outcome;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.io.IOException;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.RunId;

/** Writes ids as what people type, errors as their code, text and hint, and what waits with what it waits for as one more member. */
final class ApiAsJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    ApiAsJson() {
        addSerializer(BackupId.class, ToStringSerializer.instance);
        addSerializer(RunId.class, ToStringSerializer.instance);
        addSerializer(new Errors());
        addSerializer(new Waiting());
    }

    private static final class Errors extends StdSerializer<CopybladeException> {

        private static final long serialVersionUID = 1L;

        Errors() {
            super(CopybladeException.class);
        }

        @Override
        public void serialize(CopybladeException error, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writePOJO(CommandError.of(error));
        }
    }

    private static final class Waiting extends StdSerializer<WithAwaited> {

        private static final long serialVersionUID = 1L;

        Waiting() {
            super(WithAwaited.class);
        }

        @Override
        public void serialize(WithAwaited value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            provider.findValueSerializer(value.subject().getClass())
                    .unwrappingSerializer(NameTransformer.NOP)
                    .serialize(value.subject(), json, provider);
            provider.defaultSerializeField("awaited", value.awaited(), json);
            json.writeEndObject();
        }
    }
}
