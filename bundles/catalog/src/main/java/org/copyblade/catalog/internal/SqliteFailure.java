package org.copyblade.catalog.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.sqlite.SQLiteException;

/**
 * What an error of SQLite means to a catalog.
 *
 * @param reason for the caller
 * @param why in words
 * @param mayGoOn whether the open connections are still good; if not, the file has to be opened anew
 */
record SqliteFailure(Reason reason, String why, boolean mayGoOn) {

    static SqliteFailure of(SQLException e) {
        int code = e instanceof SQLiteException known ? known.getResultCode().code & 0xff : -1;
        return switch (code) {
            case 5, 6 -> new SqliteFailure(Reason.FAILED, "another program keeps it locked", true);
            case 8 -> new SqliteFailure(Reason.FAILED, "it is read-only", false);
            case 11 -> new SqliteFailure(Reason.ALIEN, "it is damaged", false);
            case 13 -> new SqliteFailure(Reason.FAILED, "its filesystem is full", true);
            case 14 -> new SqliteFailure(Reason.FAILED, "it cannot be opened", false);
            case 26 -> new SqliteFailure(Reason.ALIEN, "it is not a database or damaged", false);
            default -> new SqliteFailure(Reason.FAILED, String.valueOf(e.getMessage()), false);
        };
    }

    CatalogException on(Path file) {
        return new CatalogException(reason, "catalog " + file + " cannot be used: " + why);
    }
}
