package org.copyblade.catalog.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How connections to a PostgreSQL catalog are set up. The tables are in a schema of their own, so the database may serve
 * others too.
 */
final class PostgresConnections {

    /** Of the tables. */
    static final String SCHEMA = "copyblade";

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /** No statement of daily work takes long; a server that does not answer has to be given up. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    /**
     * A commit is durable when it returns, whatever the server's default; and the server notices within half a minute
     * that the host of a manager, which holds the lock, is gone.
     */
    private static final String OPTIONS = "-c synchronous_commit=on -c tcp_keepalives_idle=10"
            + " -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final PGSimpleDataSource migration = new MigrationSource();

    PostgresConnections(String url, Optional<String> user, Optional<String> password) throws CatalogException {
        setUp(source, url, user, password);
        setUp(migration, url, user, password);
        if (migration.getSocketFactory() == null) {
            migration.setSocketFactory(KeptAliveSockets.class.getName());
        }
    }

    private static void setUp(PGSimpleDataSource source, String url, Optional<String> user, Optional<String> password)
            throws CatalogException {
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException e) {
            throw new CatalogException(Reason.FAILED, "the driver does not take the url of the catalog");
        }
        user.ifPresent(source::setUser);
        password.ifPresent(source::setPassword);
        source.setApplicationName("copyblade");
        source.setCurrentSchema(SCHEMA);
        source.setOptions(OPTIONS);
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(Math.toIntExact(CONNECT_LIMIT.toSeconds()));
        source.setSocketTimeout(Math.toIntExact(ANSWER_LIMIT.toSeconds()));
    }

    /** Server and database, without anything secret. */
    String name() {
        return source.getServerNames()[0] + ":" + source.getPortNumbers()[0] + "/" + source.getDatabaseName();
    }

    Connection open() throws SQLException {
        return source.getConnection();
    }

    /** For bringing the tables up to date: it waits for a statement as long as that takes. */
    DataSource migration() {
        return migration;
    }
}
