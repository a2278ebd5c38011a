package org.copyblade.blade.dfsmsdss.internal.targets;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;

/**
 * A list of volume serials, as {@code TGT001-TGT040,SPARE1}. A range counts the digits at the end, both ends of one length.
 * Pure.
 *
 * @param volumes in the order given
 */
public record VolserRanges(Set<Volser> volumes) {

    private static final int MOST = 65_536;

    public VolserRanges {
        volumes = new LinkedHashSet<>(volumes);
    }

    public static VolserRanges parse(String text) {
        Set<Volser> volumes = new LinkedHashSet<>();
        for (String part : text.toUpperCase(Locale.ROOT).split("[,\\s]+")) {
            int dash = part.indexOf('-');
            if (dash > 0) {
                volumes.addAll(range(part.substring(0, dash), part.substring(dash + 1)));
            } else if (!part.isEmpty()) {
                volumes.add(new Volser(part));
            }
        }
        return new VolserRanges(volumes);
    }

    private static List<Volser> range(String first, String last) {
        String stem = new Volser(first).value().replaceAll("\\d+$", "");
        boolean alike = first.length() == last.length() && last.startsWith(stem) && stem.length() < first.length();
        if (!alike || !last.substring(stem.length()).matches("\\d+")) {
            throw new IllegalArgumentException("'" + first + "-" + last + "' is no range of volume serials");
        }
        int low = Integer.parseInt(first.substring(stem.length()));
        int high = Integer.parseInt(last.substring(stem.length()));
        if (high < low || high - low >= MOST) {
            throw new IllegalArgumentException("'" + first + "-" + last + "' is no range of volume serials");
        }
        List<Volser> volumes = new ArrayList<>();
        for (int number = low; number <= high; number++) {
            volumes.add(new Volser(stem + String.format("%0" + (first.length() - stem.length()) + "d", number)));
        }
        return volumes;
    }

    /** The same without those that others have reserved. */
    public VolserRanges without(VolserRanges others) {
        Set<Volser> left = new LinkedHashSet<>(volumes);
        left.removeAll(others.volumes());
        return new VolserRanges(left);
    }

    /** Those of them that are among others, too. */
    public VolserRanges within(VolserRanges others) {
        Set<Volser> both = new LinkedHashSet<>(volumes);
        both.retainAll(others.volumes());
        return new VolserRanges(both);
    }

    public boolean contains(Volser volume) {
        return volumes.contains(volume);
    }

    public boolean isEmpty() {
        return volumes.isEmpty();
    }
}
