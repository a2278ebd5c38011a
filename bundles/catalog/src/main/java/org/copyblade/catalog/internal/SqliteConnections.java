package org.copyblade.catalog.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** How connections to one file are set up. */
final class SqliteConnections {

    /** The log file is cut back to this once its content is in the database. */
    private static final int LOG_BYTES = 16 << 20;

    private final Path file;
    private final Duration busyLimit;
    private final SynchronousMode durability;
    private final DataSource readers;

    SqliteConnections(Path file, Duration busyLimit) {
        this(file, busyLimit, SynchronousMode.FULL);
    }

    /** Less than FULL loses commits at a power loss: for the negative control of a test. */
    SqliteConnections(Path file, Duration busyLimit, SynchronousMode durability) {
        this.file = file;
        this.busyLimit = busyLimit;
        this.durability = durability;
        SQLiteConfig config = common();
        config.setReadOnly(true);
        this.readers = source(file, config);
    }

    Connection reader() throws SQLException {
        return readers.getConnection();
    }

    Connection writer() throws SQLException {
        return source(file, writing()).getConnection();
    }

    /** For the library that changes the tables. */
    DataSource migrator() {
        return source(file, writing());
    }

    /** For making a file that is synchronised as a whole before it gets its name. */
    static DataSource scratch(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.MEMORY);
        config.setSynchronous(SynchronousMode.OFF);
        config.setApplicationId(SqliteFile.APPLICATION_ID);
        config.setUserVersion(Schema.VERSION);
        return source(file, config);
    }

    private SQLiteConfig writing() {
        SQLiteConfig config = common();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(durability);
        config.setJournalSizeLimit(LOG_BYTES);
        return config;
    }

    private SQLiteConfig common() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(busyLimit.toMillis()));
        config.setSharedCache(false);
        return config;
    }

    private static DataSource source(Path file, SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
