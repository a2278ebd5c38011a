package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Pieces that many answers have. Pure. */
final class Documents {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "HH:mm:ss EEE, dd MMM yyyy Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final double GIB = 1 << 30;

    private Documents() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode list(String name, Collection<String> items) {
        ObjectNode document = object();
        put(document, name, items);
        return document;
    }

    static void put(ObjectNode document, String name, Collection<String> items) {
        ArrayNode array = document.putArray(name);
        items.forEach(array::add);
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String expiry(Optional<Instant> expires) {
        return expires.map(Documents::time).orElse("N/A");
    }

    static double gigabytes(long bytes) {
        return Math.round(bytes / GIB * 1e7) / 1e7;
    }
}
