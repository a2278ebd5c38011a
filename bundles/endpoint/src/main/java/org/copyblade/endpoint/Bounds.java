package org.copyblade.endpoint;

import java.time.Duration;

/** Until when an exchange may take, and whether it is still wanted. Any thread. */
public interface Bounds {
    /** Time left; zero or negative after the end. */
    Duration remaining();

    /** Whether nobody wants the result any more. */
    boolean cancelled();
}
