package org.copyblade.catalog.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The scripts of the tables, as they are in this bundle. */
final class SchemaText {

    private static final String FOLDER = "schema/";

    private SchemaText() {}

    static InputStream open(String script) {
        return Objects.requireNonNull(SchemaText.class.getResourceAsStream(FOLDER + script), script);
    }

    static String of(String script) throws IOException {
        try (InputStream in = open(script)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
