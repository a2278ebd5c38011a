package org.copyblade.manager.internal.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Layers by PID as JSON. Token by token: every start reads them, and classes bound to JSON would take longer than all else. */
final class LayerForm {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String VALUES = "values";
    private static final String LOCKED = "locked";
    private static final String SYSTEM = "system";

    private LayerForm() {}

    static String write(Map<String, Layer> layers) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            for (Map.Entry<String, Layer> entry : new TreeMap<>(layers).entrySet()) {
                json.writeObjectFieldStart(entry.getKey());
                write(json, entry.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Layer layer) throws IOException {
        json.writeObjectFieldStart(VALUES);
        for (Map.Entry<String, String> value : new TreeMap<>(layer.values()).entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart(LOCKED);
        for (String key : new TreeSet<>(layer.locked())) {
            json.writeString(key);
        }
        json.writeEndArray();
        json.writeStringField(SYSTEM, layer.system());
    }

    /** @throws JsonProcessingException if the text is anything else than what was written */
    static Map<String, Layer> read(String text) throws IOException {
        Map<String, Layer> layers = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            expect(json, JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                layers.put(json.currentName(), layer(json));
            }
            require(json, json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
        }
        return layers;
    }

    private static Layer layer(JsonParser json) throws IOException {
        Map<String, String> values = null;
        Set<String> locked = null;
        String system = null;
        expect(json, JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            switch (json.currentName()) {
                case VALUES -> values = values(json);
                case LOCKED -> locked = locked(json);
                case SYSTEM -> system = string(json);
                default -> require(json, false);
            }
        }
        require(json, json.currentToken() == JsonToken.END_OBJECT);
        require(json, values != null && locked != null && system != null);
        return new Layer(values, locked, system);
    }

    private static Map<String, String> values(JsonParser json) throws IOException {
        Map<String, String> values = new HashMap<>();
        expect(json, JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            values.put(json.currentName(), string(json));
        }
        require(json, json.currentToken() == JsonToken.END_OBJECT);
        return values;
    }

    private static Set<String> locked(JsonParser json) throws IOException {
        Set<String> locked = new HashSet<>();
        expect(json, JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            locked.add(json.getText());
        }
        require(json, json.currentToken() == JsonToken.END_ARRAY);
        return locked;
    }

    private static String string(JsonParser json) throws IOException {
        expect(json, JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static void expect(JsonParser json, JsonToken token) throws IOException {
        require(json, json.nextToken() == token);
    }

    private static void require(JsonParser json, boolean met) throws JsonParseException {
        if (!met) {
            throw new JsonParseException(json, "not a configuration in force");
        }
    }
}
