package org.copyblade.blade.timefinder.internal.array;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;

/**
 * How long nobody may end a snapshot.
 *
 * @param told as the array writes it, such as 08:00:07 Mon, 03 Mar 2025 +0000
 */
public record SecureTerm(String told) {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("HH:mm:ss EEE, dd MMM yyyy Z", Locale.ENGLISH);

    public SecureTerm {
        Objects.requireNonNull(told, "told");
    }

    /** The instant, for people; the array's own words where they name none. */
    public String until() {
        try {
            return OffsetDateTime.parse(told.strip().replaceFirst(" GMT$", " +0000"), FORM)
                    .toInstant()
                    .toString();
        } catch (DateTimeParseException e) {
            // It is secure all the same, and somebody who knows the array may understand it.
            return told;
        }
    }
}
