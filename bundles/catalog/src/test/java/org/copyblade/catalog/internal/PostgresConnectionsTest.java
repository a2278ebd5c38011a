package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Socket;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresConnectionsTest {

    private static PGSimpleDataSource migration(String parameter) throws Exception {
        return (PGSimpleDataSource) new PostgresConnections(
                        "jdbc:postgresql://host/catalog" + parameter, Optional.of("user"), Optional.empty())
                .migration();
    }

    @Test
    void aMigrationIsBegunAsDailyWork() throws Exception {
        PGSimpleDataSource migration = migration("?socketTimeout=0");

        assertThat(migration.getSocketTimeout()).isEqualTo(30);
        assertThat(migration.getOptions()).contains("-c synchronous_commit=on");
        assertThat(migration.getCurrentSchema()).isEqualTo(PostgresConnections.SCHEMA);
    }

    /** An answer may take hours, so that there is none yet tells nothing. */
    @Test
    void aMigrationNoticesSoonThatTheServersHostIsGone() throws Exception {
        assertThat(migration("").getSocketFactory()).isEqualTo(KeptAliveSockets.class.getName());
        try (Socket socket = new KeptAliveSockets().createSocket()) {
            assertThat(socket.getKeepAlive()).isTrue();
            assumeTrue(
                    socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE), "skipped: no such options");
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)
                            + socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)
                                    * socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT))
                    .isLessThanOrEqualTo(60);
        }
    }

    @Test
    void socketsThatAreConfigured_areKept() throws Exception {
        assertThat(migration("?socketFactory=com.example.Tunnel").getSocketFactory())
                .isEqualTo("com.example.Tunnel");
    }
}
