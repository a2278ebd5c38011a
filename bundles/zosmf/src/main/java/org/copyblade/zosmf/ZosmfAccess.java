package org.copyblade.zosmf;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.copyblade.endpoint.PasswordSource;
import org.copyblade.endpoint.Trust;

/**
 * How one z/OSMF is reached.
 *
 * @param base for example {@code https://zos1:443/zosmf}; behind a gateway with the path that it puts before {@code /zosmf}
 * @param user of z/OS
 * @param password asked for at every login, and with {@link Authentication#BASIC} at every request
 * @param authentication how requests say who sends them
 * @param trust which certificate z/OSMF may show
 * @param connectTimeout longest time until a connection stands
 * @param requestTimeout longest time of one request, unless the end of the call is nearer
 * @param maxConnections most requests at one time
 */
public record ZosmfAccess(
        URI base,
        String user,
        PasswordSource password,
        Authentication authentication,
        Trust trust,
        Duration connectTimeout,
        Duration requestTimeout,
        int maxConnections) {

    public ZosmfAccess {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(requestTimeout, "requestTimeout");
        if (!"https".equals(base.getScheme())) {
            throw new IllegalArgumentException("z/OSMF is reached over TLS only, not by " + base);
        }
        if (maxConnections < 2) {
            throw new IllegalArgumentException("one connection inside a window and one outside are needed");
        }
    }
}
