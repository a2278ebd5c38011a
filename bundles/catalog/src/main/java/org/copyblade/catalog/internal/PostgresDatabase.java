package org.copyblade.catalog.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.copyblade.catalog.CatalogException;

/**
 * An open catalog in PostgreSQL: one connection writes, one transaction at a time, and holds the lock on the catalog; every
 * reader has its own, which costs some milliseconds and needs no pool. Of a server that is away readers are told soon, see
 * {@link SlowRefusals}. Safe for many threads.
 */
final class PostgresDatabase implements Database {

    /** Connects to the server. */
    @FunctionalInterface
    interface Connector {
        Connection open() throws SQLException;
    }

    private final String name;
    private final Connector connector;
    private final SlowRefusals refusals;
    private final WriterTurn turn;
    private final Connection writer; // guarded by turn; never in auto-commit mode
    private volatile boolean usable = true;

    /** Takes over what {@link PostgresOpener} has opened and checked. */
    PostgresDatabase(PostgresConnections connections, Duration busyLimit, Connection writer) {
        this(connections.name(), connections::open, System::nanoTime, busyLimit, writer);
    }

    /** With another way to connect readers, and another clock, in nanoseconds. */
    PostgresDatabase(String name, Connector connector, LongSupplier clock, Duration busyLimit, Connection writer) {
        this.name = name;
        this.connector = connector;
        this.refusals = new SlowRefusals(clock);
        this.turn = new WriterTurn(name, busyLimit);
        this.writer = writer;
    }

    @Override
    public <T> T read(Work<T> work) throws CatalogException {
        try (Connection reader = refusals.attempt(this::connect)) {
            return work.on(reader);
        } catch (SQLException e) {
            throw PostgresFailure.of(e).on(name);
        }
    }

    private Connection connect() throws CatalogException {
        try {
            return connector.open();
        } catch (SQLException e) {
            throw PostgresFailure.of(e).on(name);
        }
    }

    @Override
    public <T> T write(Work<T> work) throws CatalogException {
        turn.take();
        boolean done = false;
        try {
            T result = work.on(writer);
            writer.commit();
            done = true;
            refusals.succeeded();
            return result;
        } catch (SQLException e) {
            PostgresFailure failure = PostgresFailure.of(e);
            usable &= failure.mayGoOn();
            throw failure.on(name);
        } finally {
            if (!done) {
                rollBack();
            }
            turn.giveBack();
        }
    }

    @Override
    public boolean usable() {
        return usable;
    }

    @Override
    public void close() {
        turn.takeLast();
        try {
            usable = false;
            writer.close();
        } catch (SQLException e) {
            // The server ends a session whose connection is gone, and frees its lock.
            return;
        } finally {
            turn.giveBack();
        }
    }

    private void rollBack() {
        try {
            writer.rollback();
        } catch (SQLException e) {
            usable = false;
        }
    }
}
