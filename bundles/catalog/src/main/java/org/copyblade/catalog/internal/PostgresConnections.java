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
     * One statement of a migration may go through every backup there ever was. Were it given up half way, so would be each that
     * comes after it.
     */
    private static final Duration MIGRATION_LIMIT = Duration.ofHours(12);

    /**
     * A commit is durable when it returns, whatever the server's default; and the server notices within half a minute
     * that the host of a manager, which holds the lock, is gone.
     */
    private static final String OPTIONS = "-c synchronous_commit=on -c tcp_keepalives_idle=10"
            + " -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3";

    /** What the server's administrator has set for daily work must not break a migration off either. */
    private static final String MIGRATION_OPTIONS =
            OPTIONS + " -c statement_timeout=0 -c lock_timeout=0" + " -c idle_in_transaction_session_timeout=0";

    private final PGSimpleDataSource source;
    private final PGSimpleDataSource migration;

    PostgresConnections(String url, Optional<String> user, Optional<String> password) throws CatalogException {
        this.source = source(url, user, password, OPTIONS, ANSWER_LIMIT);
        this.migration = source(url, user, password, MIGRATION_OPTIONS, MIGRATION_LIMIT);
    }

    private static PGSimpleDataSource source(
            String url, Optional<String> user, Optional<String> password, String options, Duration answerLimit)
            throws CatalogException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl(url);
        } catch (IllegalArgumentException e) {
            throw new CatalogException(Reason.FAILED, "the driver does not take the url of the catalog");
        }
        user.ifPresent(source::setUser);
        password.ifPresent(source::setPassword);
        source.setApplicationName("copyblade");
        source.setCurrentSchema(SCHEMA);
        source.setOptions(options);
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(Math.toIntExact(CONNECT_LIMIT.toSeconds()));
        source.setSocketTimeout(Math.toIntExact(answerLimit.toSeconds()));
        return source;
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
