package org.copyblade.blade.dfsmsdss.internal.jcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Control statements that copy data sets, one task for each.
 *
 * <p>Source: DFSMSdss Storage Administration, "COPY", "REPLACE", "Moving data sets with FlashCopy".
 */
public final class DataSetCommands {

    /** A longer name has no room for a qualifier, so nothing can lie under it. */
    private static final int LONGEST_WITH_PARTS = DataSetName.MAX_LENGTH - 3;

    private DataSetCommands() {}

    /**
     * Where from and where to.
     *
     * @param from volumes to take the data sets from; empty: those that the catalog says
     * @param to volumes for the copies; empty: where the storage classes of z/OS put them
     * @param replace whether a data set of the new name is overwritten
     */
    public record Places(List<Volser> from, List<Volser> to, boolean replace) {
        public Places {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }

        /** Catalogued data sets to new names. */
        public static Places toNewNames(List<Volser> to) {
            return new Places(List.of(), to, false);
        }
    }

    /** Copies the data sets, one task each, in this order. */
    public static List<String> copy(List<DataSetPair> pairs, CopyStyle style, Places places) {
        Objects.requireNonNull(places, "places");
        List<String> lines = new ArrayList<>();
        if (style.parallel()) {
            lines.add("  PARALLEL");
        }
        pairs.forEach(pair -> lines.addAll(copy(pair, style, places)));
        return lines;
    }

    private static List<String> copy(DataSetPair pair, CopyStyle style, Places places) {
        Statement statement = new Statement("COPY").with("DATASET(INCLUDE(" + pair.from() + "))");
        if (!places.from().isEmpty()) {
            statement.with("INDYNAM(" + Lists.volumes(places.from()) + ")");
        }
        if (!places.to().isEmpty()) {
            statement.with("OUTDYNAM(" + Lists.volumes(places.to()) + ")");
        }
        if (pair.isRenamed()) {
            statement.with("RENUNC(" + renames(pair) + ")");
        }
        if (places.replace()) {
            statement.with("REPUNC");
        }
        return statement
                .with("CATALOG")
                .with("SHARE")
                .with("TOL(ENQF)")
                .with("ALLDATA(*)")
                .with("NOPACKING(*)")
                .with("ADMIN")
                .with(style.fast().keyword())
                .with("DEBUG(FRMSG(DETAILED))")
                .lines();
    }

    /** Names under that of the data set are renamed with it: the components of a VSAM cluster bear such names. */
    private static String renames(DataSetPair pair) {
        String own = "(" + pair.from() + "," + pair.to() + ")";
        boolean roomBelow = pair.from().value().length() <= LONGEST_WITH_PARTS
                && pair.to().value().length() <= LONGEST_WITH_PARTS;
        return roomBelow ? own + ",(" + pair.from() + ".**," + pair.to() + ".**)" : own;
    }
}
