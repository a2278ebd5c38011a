package org.copyblade.system.memory;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.copyblade.system.spi.DataSet;

/**
 * What a restart would make of the volumes found at some places. Reads only.
 *
 * <p>Record n of the log changes page n modulo {@link #PAGES}. Redo starts at the backup label if there is one, else at
 * the checkpoint, redoes every record up to the first gap, and must then find each page at its newest value.
 *
 * @param end the last record recovery reaches; 0 if there is nothing to recover
 * @param timeline of the control slot
 * @param why what is missing or broken; empty when the database recovers
 */
record Redo(long end, long timeline, String why) {

    static final int PAGES = 6;
    static final String CONTROL = "control";
    static final String SHUT_CONTROL = CONTROL + DataSet.SHUT;
    static final String LABEL = "backup_label";

    /** Where the data sets of one system are to be read. */
    record Places(String log, Map<Integer, String> data) {}

    static Redo of(Disks storage, Places places, Optional<Long> start) {
        Function<String, Optional<Long>> control =
                slot -> number(storage, places.data().get(0), slot);
        Optional<Long> checkpoint = control.apply(CONTROL);
        if (checkpoint.isEmpty()) {
            return new Redo(0, 0, "the control slot is missing");
        }
        long timeline = control.apply("timeline").orElse(0L);
        long from = start.or(() -> control.apply(LABEL)).orElse(checkpoint.get());
        long end = from;
        while (number(storage, places.log(), record(end + 1)).isPresent()) {
            end++;
        }
        return new Redo(end, timeline, redo(storage, places, from, end));
    }

    private static String redo(Disks storage, Places places, long from, long end) {
        Map<Long, Long> pages = new TreeMap<>();
        for (long page = 0; page < PAGES; page++) {
            String place = places.data().get((int) (page % places.data().size()));
            long value = number(storage, place, "page-" + page).orElse(0L);
            if (value > end) {
                return "page " + page + " holds record " + value + ", but the log ends at " + end;
            }
            pages.put(page, value);
        }
        for (long record = from + 1; record <= end; record++) {
            pages.put(record % PAGES, record);
        }
        for (long page = 0; page < PAGES; page++) {
            long newest = newest(page, end);
            if (pages.get(page) != newest) {
                return "page " + page + " holds record " + pages.get(page) + " instead of " + newest;
            }
        }
        return "";
    }

    private static long newest(long page, long end) {
        long behind = Math.floorMod(end - page, PAGES);
        return Math.max(0, end - behind);
    }

    static String record(long number) {
        return "record-%012d".formatted(number);
    }

    static Optional<Long> number(Disks storage, String place, String slot) {
        return storage.read(place, slot).map(bytes -> Long.parseLong(new String(bytes, StandardCharsets.UTF_8)));
    }
}
