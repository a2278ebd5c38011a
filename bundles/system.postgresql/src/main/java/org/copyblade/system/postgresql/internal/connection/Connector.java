package org.copyblade.system.postgresql.internal.connection;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.fault.Waiting;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;
import org.postgresql.Driver;

/** Opens sessions with one server. */
public final class Connector {

    private static final int OLDEST_VERSION = 130000;

    private final ServerSettings settings;

    public Connector(ServerSettings settings) {
        this.settings = settings;
    }

    /** A new session with the configured database. */
    public Session open(Deadline deadline) throws SystemException {
        return open(settings.database(), deadline);
    }

    /** A new session with another database of the same server. */
    public Session open(String database, Deadline deadline) throws SystemException {
        Duration limit = min(settings.connectTimeout(), deadline.remaining());
        if (limit.isNegative() || limit.isZero() || deadline.cancelled()) {
            throw Waiting.givenUp("a connection to " + settings.address(), deadline);
        }
        try {
            Connection connection = connect(url(database), properties(limit));
            Session session = new Session(connection, settings.address());
            refuseOldServer(session, deadline);
            return session;
        } catch (SQLException e) {
            throw SqlErrors.connecting(e, settings, database);
        }
    }

    private static void refuseOldServer(Session session, Deadline deadline) throws SystemException {
        try {
            int version = session.version(deadline);
            if (version < OLDEST_VERSION) {
                throw PgFault.VERSION.error(
                        "the server has version number " + version + ", the oldest that can be protected is 13",
                        "upgrade the server");
            }
        } catch (SystemException e) {
            session.close();
            throw e;
        }
    }

    /** The driver finds our socket factory through the context class loader. */
    private static Connection connect(String url, Properties properties) throws SQLException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Connector.class.getClassLoader());
        try {
            return new Driver().connect(url, properties);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private String url(String database) {
        String host = settings.local() ? "localhost" : settings.host();
        String address = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + address + ":" + settings.port() + "/"
                + java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
    }

    private Properties properties(Duration limit) throws SystemException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("ApplicationName", "copyblade");
        properties.setProperty("gssEncMode", "disable");
        String seconds = Long.toString(Math.max(1, limit.toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("tcpKeepAlive", "true");
        Optional<Secret> password = password();
        // The driver would else look for a password file of its own.
        properties.setProperty("password", password.map(Secret::text).orElse(""));
        if (settings.local()) {
            properties.setProperty("sslmode", "disable");
            properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
            properties.setProperty("socketFactoryArg", socket().toString());
        } else {
            properties.setProperty("sslmode", settings.sslMode());
        }
        return properties;
    }

    private Path socket() {
        return Path.of(settings.host(), ".s.PGSQL." + settings.port());
    }

    private Optional<Secret> password() throws SystemException {
        if (settings.password().isPresent() || settings.passfile().isEmpty()) {
            return settings.password();
        }
        return PassFile.find(settings.passfile().get(), settings);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
