package org.copyblade.manager.internal.extract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.copyblade.api.ErrorCode;
import org.copyblade.blade.spi.DataSetCopy;
import org.copyblade.manager.internal.run.Failure;

/**
 * Names of the copies: other ones than the originals have, because a data set of the past does not fit the database of today,
 * and forward recovery from logs is not to be had here. Pure.
 */
final class NewNames {

    private static final int LONGEST = 44;
    private static final Pattern FORM = Pattern.compile("[A-Z#@$][A-Z0-9#@$-]{0,7}(\\.[A-Z#@$][A-Z0-9#@$-]{0,7})*");

    private NewNames() {}

    /**
     * What is copied to which name.
     *
     * @param as takes the place of each first qualifier
     * @param known names of all data sets of the system when the backup was taken
     */
    static List<DataSetCopy> of(List<Contents.Held> held, String as, Set<String> known) throws Failure {
        if (as.isEmpty()) {
            throw inPlace("no new first qualifier is given");
        }
        List<DataSetCopy> copies = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Contents.Held dataSet : held) {
            String to = renamed(dataSet, as);
            if (known.contains(to)) {
                throw inPlace(dataSet.name() + " would become " + to + ", a data set of the system");
            }
            if (dataSet.mainframe()
                    && !(to.length() <= LONGEST && FORM.matcher(to).matches())) {
                throw invalid("'" + to + "' is no name of a data set");
            }
            if (!taken.add(to)) {
                throw invalid("two data sets would be named " + to);
            }
            copies.add(new DataSetCopy(dataSet.name(), to));
        }
        return copies;
    }

    private static String renamed(Contents.Held dataSet, String as) {
        int first = dataSet.name().indexOf('.');
        String to = as + (first < 0 ? "" : dataSet.name().substring(first));
        return dataSet.mainframe() ? to.toUpperCase(Locale.ROOT) : to;
    }

    private static Failure inPlace(String why) {
        return Failure.refused(ErrorCode.OBJECT_IN_PLACE, why, List.of());
    }

    private static Failure invalid(String why) {
        return Failure.refused(ErrorCode.OBJECT_NAME_INVALID, why, List.of());
    }
}
