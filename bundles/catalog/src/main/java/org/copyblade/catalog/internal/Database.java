package org.copyblade.catalog.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.copyblade.catalog.CatalogException;

/** Where the tables are. Safe for many threads. */
interface Database extends AutoCloseable {

    /** What is done on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Reads in one snapshot; never waits for a writer for longer than one commit. */
    <T> T read(Work<T> work) throws CatalogException;

    /** One transaction: all of it survives a power loss when this returns, none of it is seen when it throws. */
    <T> T write(Work<T> work) throws CatalogException;

    /** Whether it is worth using again after a failure; if not, it has to be closed and opened anew. */
    boolean usable();

    /** Waits for the transaction under way. Closing again does nothing. */
    @Override
    void close();
}
