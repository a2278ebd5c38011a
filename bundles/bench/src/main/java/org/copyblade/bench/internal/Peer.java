package org.copyblade.bench.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** Another tool on the same server. Closing removes what it has written. */
interface Peer extends AutoCloseable {

    String name();

    /** How many times faster than it we should be at 5 GB. */
    double bar();

    /** Takes a full backup in its fast-start mode and throws away the one before. */
    Duration backUp() throws IOException, SQLException;

    @Override
    void close() throws IOException, SQLException;
}
