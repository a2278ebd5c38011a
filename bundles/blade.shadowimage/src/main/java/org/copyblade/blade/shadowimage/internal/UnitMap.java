package org.copyblade.blade.shadowimage.internal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.copyblade.blade.shadowimage.internal.array.Ldev;

/**
 * Device numbers for z/OS, as {@code 512-767=8200}: the first volume of a range has the number, the others those after it.
 *
 * @param ranges of volumes
 */
record UnitMap(List<Range> ranges) {

    private static final Pattern FORM = Pattern.compile("([0-9]+)(?:-([0-9]+))?=([0-9A-Fa-f]{4,5})");

    /**
     * Volumes with device numbers one after the other.
     *
     * @param from first volume
     * @param to last volume
     * @param unit device number of the first
     */
    record Range(int from, int to, int unit) {}

    UnitMap {
        ranges = List.copyOf(ranges);
    }

    /** @throws IllegalArgumentException with the part that cannot be read */
    static UnitMap parse(String text) {
        return new UnitMap(Stream.of(text.split("[,\\s]+"))
                .filter(part -> !part.isEmpty())
                .map(UnitMap::range)
                .toList());
    }

    private static Range range(String part) {
        Matcher matcher = FORM.matcher(part);
        String to = matcher.matches() && matcher.group(2) != null ? matcher.group(2) : "";
        boolean good = matcher.matches()
                && Ldev.isNumber(matcher.group(1))
                && (to.isEmpty() || Ldev.isNumber(to) && Integer.parseInt(to) >= Integer.parseInt(matcher.group(1)));
        if (!good) {
            throw new IllegalArgumentException("'" + part + "' is no range of volumes with a device number");
        }
        int from = Integer.parseInt(matcher.group(1));
        return new Range(from, to.isEmpty() ? from : Integer.parseInt(to), Integer.parseInt(matcher.group(3), 16));
    }

    /** The device number of a volume, four hexadecimal digits or five. */
    Optional<String> unit(int ldev) {
        return ranges.stream()
                .filter(range -> range.from() <= ldev && ldev <= range.to())
                .map(range -> String.format("%04X", range.unit() + ldev - range.from()))
                .findFirst();
    }
}
