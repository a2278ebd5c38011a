package org.copyblade.blade.flashcopy.internal.rest;

import java.util.Map;
import java.util.Objects;
import org.copyblade.endpoint.Secret;

/**
 * A login.
 *
 * @param secret sent as {@code X-Auth-Token}
 * @param certificateSha256 of the certificate shown at the login, lower case hex
 */
public record Token(Secret secret, String certificateSha256) {
    public Token {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(certificateSha256, "certificateSha256");
    }

    /** What a request with it bears. */
    Map<String, String> header() {
        return Map.of("X-Auth-Token", secret.text());
    }
}
