package org.copyblade.blade.timefinder.internal.rest;

import java.net.URI;
import java.util.Objects;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.PasswordException;
import org.copyblade.endpoint.PasswordSource;
import org.copyblade.endpoint.Secret;

/**
 * How one endpoint is reached.
 *
 * @param base for example {@code https://unisphere:8443/univmax/restapi}
 * @param user of Unisphere
 * @param password asked for at first, and again when it is refused
 * @param limits how much it is asked at a time, and how long it is waited for
 */
public record Access(URI base, String user, PasswordSource password, Limits limits) {

    public Access {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(limits, "limits");
    }

    /** The password now. */
    Secret secret() throws RestException {
        try {
            return password.password();
        } catch (PasswordException e) {
            throw RestException.notSent(RestException.Reason.PASSWORD_FILE, e.getMessage());
        }
    }
}
