package org.copyblade.blade.flashcopy.internal.rest;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.PasswordException;
import org.copyblade.endpoint.PasswordSource;
import org.copyblade.endpoint.Secret;

/**
 * How one endpoint is reached.
 *
 * @param base for example {@code https://hmc:8452/api/v1}
 * @param user of the storage
 * @param password asked for at every login
 * @param console the management console, where the address is that of a stand-alone proxy in front of one
 * @param limits how much it is asked at a time, and how long it is waited for
 */
public record Access(URI base, String user, PasswordSource password, Optional<String> console, Limits limits) {

    public Access {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(console, "console");
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
