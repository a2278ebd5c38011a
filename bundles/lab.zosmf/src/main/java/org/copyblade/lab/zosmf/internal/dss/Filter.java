package org.copyblade.lab.zosmf.internal.dss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.copyblade.lab.zos.DataSetAttributes.Organization;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.DataSetNames;

/** What {@code DATASET(INCLUDE() EXCLUDE() BY())} selects. Pure. */
final class Filter implements Predicate<DataSetEntry> {
    private final List<Pattern> included;
    private final List<Pattern> excluded;
    private final List<Predicate<DataSetEntry>> criteria = new ArrayList<>();

    Filter(Node dataSet) throws TaskException {
        this.included = patterns(dataSet.child("INCLUDE"));
        this.excluded = patterns(dataSet.child("EXCLUDE"));
        Optional<Node> by = dataSet.child("BY");
        if (by.isPresent()) {
            List<String> words = by.get().words();
            if (words.size() % 3 != 0) {
                throw new TaskException("ADR144E", "BY WANTS NAME, OPERATOR AND VALUE");
            }
            for (int index = 0; index < words.size(); index += 3) {
                criteria.add(criterion(words.get(index), words.get(index + 1), words.get(index + 2)));
            }
        }
    }

    @Override
    public boolean test(DataSetEntry entry) {
        boolean wanted = included.isEmpty() && !criteria.isEmpty()
                || included.stream().anyMatch(it -> it.matcher(entry.name()).matches());
        return wanted
                && excluded.stream().noneMatch(it -> it.matcher(entry.name()).matches())
                && criteria.stream().allMatch(it -> it.test(entry));
    }

    private static List<Pattern> patterns(Optional<Node> node) throws TaskException {
        List<Pattern> patterns = new ArrayList<>();
        try {
            for (String word : node.map(Node::words).orElse(List.of())) {
                patterns.add(DataSetNames.pattern(word));
            }
        } catch (IllegalArgumentException cause) {
            throw new TaskException("ADR144E", cause.getMessage());
        }
        return patterns;
    }

    private static Predicate<DataSetEntry> criterion(String name, String operator, String value) throws TaskException {
        if (!operator.matches("EQ|NE|=")) {
            throw new TaskException("ADR144E", "OPERATOR " + operator + " IS NOT KNOWN IN BY");
        }
        Predicate<DataSetEntry> equal =
                switch (name) {
                    case "DSORG" -> {
                        Organization organization =
                                switch (value) {
                                    case "VSAM" -> Organization.VSAM;
                                    case "PDS", "PAM", "PO" -> Organization.PARTITIONED;
                                    case "SAM", "PS" -> Organization.SEQUENTIAL;
                                    default -> throw new TaskException("ADR144E", "DSORG " + value + " IS NOT KNOWN");
                                };
                        yield it -> it.attributes().organization() == organization;
                    }
                    case "CATLG" -> it -> it.isCatalogued() == value.equals("YES");
                    case "MULTI" -> it -> it.pieces().size() > 1 == value.equals("YES");
                    default -> throw new TaskException("ADR144E", "CRITERION " + name + " IS NOT KNOWN");
                };
        return operator.equals("NE") ? equal.negate() : equal;
    }
}
