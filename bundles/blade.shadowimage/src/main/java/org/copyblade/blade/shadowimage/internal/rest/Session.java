package org.copyblade.blade.shadowimage.internal.rest;

import java.util.Objects;
import org.copyblade.endpoint.Secret;

/**
 * A login.
 *
 * @param id by which it is read and ended
 * @param token sent with every request
 */
record Session(int id, Secret token) {
    Session {
        Objects.requireNonNull(token, "token");
    }

    String authorization() {
        return "Session " + token.text();
    }
}
