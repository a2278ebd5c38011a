package org.copyblade.blade.shadowimage.internal.rest;

import java.net.URI;
import java.util.Objects;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.PasswordException;
import org.copyblade.endpoint.PasswordSource;
import org.copyblade.endpoint.Secret;

/**
 * How one endpoint is reached.
 *
 * @param objects for example {@code https://svp/ConfigurationManager/v1/objects/storages/886000123456}
 * @param user of the storage
 * @param password asked for at every login
 * @param limits how much it is asked at a time, and how long it is waited for
 */
public record Access(URI objects, String user, PasswordSource password, Limits limits) {

    public Access {
        Objects.requireNonNull(objects, "objects");
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
