package org.copyblade.endpoint;

import java.time.Duration;
import java.util.Objects;

/**
 * How much one endpoint is asked at a time, and how long it is waited for.
 *
 * @param connectTimeout longest time until a connection stands
 * @param requestTimeout longest time of one request, unless the end of the call is nearer
 * @param maxConnections most requests at one time, two or more
 */
public record Limits(Duration connectTimeout, Duration requestTimeout, int maxConnections) {
    public Limits {
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(requestTimeout, "requestTimeout");
        if (maxConnections < 2) {
            throw new IllegalArgumentException("one connection inside a window and one outside are needed");
        }
    }
}
