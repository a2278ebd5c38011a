package org.copyblade.log.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which of the finished files go: those of more than so many days ago, and the oldest while all together are too large.
 *
 * @param days how many days back a file is kept
 * @param bytes what the finished files may take
 */
record Retention(int days, long bytes) {

    /** A finished file: the {@code index}-th of its day. */
    record Finished(LocalDate day, int index, long bytes) {}

    List<Finished> expired(List<Finished> files, LocalDate today) {
        Comparator<Finished> byAge = Comparator.comparing(Finished::day).thenComparing(Finished::index);
        List<Finished> expired = new ArrayList<>();
        long kept = 0;
        for (Finished file : files.stream().sorted(byAge.reversed()).toList()) {
            kept += file.bytes();
            if (file.day().isBefore(today.minusDays(days)) || kept > bytes) {
                expired.add(file);
            }
        }
        return expired;
    }
}
