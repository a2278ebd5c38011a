package org.copyblade.catalog.internal;

import java.sql.SQLException;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;

/**
 * What an error of a PostgreSQL catalog means.
 *
 * @param why in words
 * @param mayGoOn whether the open connection is still good; if not, it has to be opened anew
 */
record PostgresFailure(String why, boolean mayGoOn) {

    static PostgresFailure of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String text =
                String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("^(ERROR|FATAL): ", "");
        // Class 53 is a full disk or the like, 40 a deadlock, 23 a constraint: the server has undone the transaction.
        return new PostgresFailure(text, state.matches("(53|40|23).*") && !state.equals("53300"));
    }

    CatalogException on(String catalog) {
        return new CatalogException(Reason.FAILED, "catalog " + catalog + " cannot be used: " + why);
    }
}
