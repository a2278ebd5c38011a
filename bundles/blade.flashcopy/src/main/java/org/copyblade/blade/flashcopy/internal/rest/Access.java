package org.copyblade.blade.flashcopy.internal.rest;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.endpoint.PasswordSource;

/**
 * How one endpoint is reached.
 *
 * @param base for example {@code https://hmc:8452/api/v1}
 * @param user of the storage
 * @param password asked for at every login
 * @param console the management console, where the address is that of a stand-alone proxy in front of one
 * @param connectTimeout longest time until a connection stands
 * @param requestTimeout longest time of one request, unless the deadline of the call is nearer
 * @param maxConnections most requests at one time
 */
public record Access(
        URI base,
        String user,
        PasswordSource password,
        Optional<String> console,
        Duration connectTimeout,
        Duration requestTimeout,
        int maxConnections) {

    public Access {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(console, "console");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(requestTimeout, "requestTimeout");
        if (maxConnections < 2) {
            throw new IllegalArgumentException("one connection inside a window and one outside are needed");
        }
    }
}
