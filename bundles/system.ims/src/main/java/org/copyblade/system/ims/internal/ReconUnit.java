package org.copyblade.system.ims.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recoverable unit with what the RECON remembers of it. Pure data, read from a listing.
 *
 * @param database name of the DBD
 * @param unit ddname, or area
 * @param area whether it is an area
 * @param dataSets its data set, or the copies of an area
 * @param updated when it could be updated
 * @param userData what makers of copies wrote down with them
 */
record ReconUnit(
        String database,
        String unit,
        boolean area,
        List<String> dataSets,
        List<Allocation> updated,
        Set<String> userData) {

    /** It could be updated from then until then; what is empty is not known, or not over. */
    record Allocation(Optional<Instant> from, Optional<Instant> until) {

        boolean touches(Instant begun, Instant ended) {
            boolean before = from.filter(time -> time.isAfter(ended)).isEmpty();
            boolean after = until.filter(time -> time.isBefore(begun)).isEmpty();
            return before && after;
        }
    }

    private static final Pattern ALLOC = Pattern.compile("(?:^|\\s)ALLOC\\s*=\\s*(" + ReconTime.FORM + ")");
    private static final Pattern DEALLOC = Pattern.compile("DEALLOC\\s*=\\s*(" + ReconTime.FORM + ")");
    private static final Pattern USER_DATA = Pattern.compile("UDATA\\s*=\\s*'?([^'\\s]+)");

    /** All units of a listing of LIST.DB ALL DBDS; what belongs to a unit follows it. */
    static List<ReconUnit> in(String listing) {
        List<ReconUnit> units = new ArrayList<>();
        for (ReconRecord record : ReconRecord.in(listing)) {
            switch (record.type()) {
                case "DBDS", "AREA" -> unit(record).ifPresent(units::add);
                case "DB" -> {
                    // What follows belongs to none of the units before.
                }
                default -> {
                    if (!units.isEmpty()) {
                        units.add(units.remove(units.size() - 1).with(record));
                    }
                }
            }
        }
        return units;
    }

    private static Optional<ReconUnit> unit(ReconRecord record) {
        Optional<String> area = record.field("AREA");
        Optional<String> name = area.or(() -> record.field("DDN"));
        return record.field("DBD")
                .flatMap(database -> name.map(unit ->
                        new ReconUnit(database, unit, area.isPresent(), record.fields("DSN"), List.of(), Set.of())));
    }

    private ReconUnit with(ReconRecord record) {
        List<String> names = new ArrayList<>(dataSets);
        List<Allocation> ranges = new ArrayList<>(updated);
        Set<String> texts = new TreeSet<>(userData);
        switch (record.type()) {
            case "ADS" -> names.addAll(record.fields("DSN"));
            case "ALLOC" -> ranges.add(new Allocation(time(ALLOC, record), time(DEALLOC, record)));
            case "IMAGE", "UIC" -> {
                Matcher text = USER_DATA.matcher(record.text());
                while (text.find()) {
                    texts.add(text.group(1));
                }
            }
            default -> {
                // Reorganizations, recoveries and logs are of no concern here.
            }
        }
        return new ReconUnit(database, unit, area, List.copyOf(names), List.copyOf(ranges), Set.copyOf(texts));
    }

    private static Optional<Instant> time(Pattern pattern, ReconRecord record) {
        Matcher found = pattern.matcher(record.text());
        return found.find() ? ReconTime.parse(found.group(1)) : Optional.empty();
    }

    /** Whether it could be updated between these two times; what is not known counts as yes. */
    boolean isUpdatedBetween(Instant begun, Instant ended) {
        return updated.stream().anyMatch(range -> range.touches(begun, ended));
    }
}
