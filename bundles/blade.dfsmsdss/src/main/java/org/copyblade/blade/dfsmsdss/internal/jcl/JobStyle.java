package org.copyblade.blade.dfsmsdss.internal.jcl;

import java.util.List;
import java.util.Objects;

/**
 * What a site decides about the jobs, whatever is in them.
 *
 * @param card operands of the JOB statement but {@code TYPRUN}: accounting, class, message class
 * @param statements whole statements put behind it, as they are
 * @param steplib data sets that DFSMSdss is loaded from; empty for the link list
 */
public record JobStyle(String card, List<String> statements, List<DataSetName> steplib) {

    public JobStyle {
        Objects.requireNonNull(card, "card");
        statements = List.copyOf(statements);
        steplib = List.copyOf(steplib);
        for (String statement : statements) {
            if (!statement.startsWith("/") || statement.length() > Statement.LAST_COLUMN) {
                throw new IllegalArgumentException("'" + statement + "' is no statement of at most "
                        + Statement.LAST_COLUMN + " characters that begins with a slash");
            }
        }
        JobDeck.operands(card);
    }
}
