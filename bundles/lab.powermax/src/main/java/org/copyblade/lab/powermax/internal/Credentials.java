package org.copyblade.lab.powermax.internal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.copyblade.lab.array.StorageSystem;

/** Basic authentication: on every request, without login. Pure. */
final class Credentials {

    private static final String SCHEME = "basic ";

    private Credentials() {}

    /** The user that a header names, if the seed has such a user with that password. */
    static Optional<String> user(Arrays arrays, String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        String[] parts = decoded(header.substring(SCHEME.length()).strip()).split(":", 2);
        boolean known = parts.length == 2
                && arrays.all().stream()
                        .flatMap(it -> it.settings().users().stream())
                        .anyMatch(it ->
                                it.name().equals(parts[0]) && it.password().equals(parts[1]));
        return known ? Optional.of(parts[0]) : Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException cause) {
            return "";
        }
    }

    /** Has the user a role on this array? */
    static boolean isUserOf(StorageSystem system, String user) {
        return system.settings().users().stream().anyMatch(it -> it.name().equals(user));
    }
}
