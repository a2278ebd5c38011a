package org.copyblade.blade.shadowimage.internal.array;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** LDEVs named one by one or from one to another by their decimal numbers, as {@code 512-767,800}. Immutable. */
public final class LdevRanges {

    private record Range(int from, int to) {}

    private final List<Range> ranges;
    private final List<Range> reserved;
    private final String text;

    private LdevRanges(List<Range> ranges, List<Range> reserved, String text) {
        this.ranges = List.copyOf(ranges);
        this.reserved = List.copyOf(reserved);
        this.text = text;
    }

    /** @throws IllegalArgumentException with the part that cannot be read */
    public static LdevRanges parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split("[,\\s]+")) {
            if (!part.isEmpty()) {
                ranges.add(range(part));
            }
        }
        return new LdevRanges(ranges, List.of(), text.strip());
    }

    /** The same without those that others have reserved. */
    public LdevRanges without(LdevRanges others) {
        return new LdevRanges(ranges, others.ranges, text);
    }

    private static Range range(String part) {
        String[] ends = part.split("-", -1);
        if (ends.length > 2 || !Ldev.isNumber(ends[0]) || !Ldev.isNumber(ends[ends.length - 1])) {
            throw new IllegalArgumentException("'" + part + "' is no LDEV number and no range of them");
        }
        Range range = new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        if (range.from() > range.to()) {
            throw new IllegalArgumentException("'" + part + "' runs backwards");
        }
        return range;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public boolean contains(int ldev) {
        return isIn(ranges, ldev) && !isIn(reserved, ldev);
    }

    private static boolean isIn(List<Range> ranges, int ldev) {
        return ranges.stream().anyMatch(range -> range.from() <= ldev && ldev <= range.to());
    }

    /** First and last number of each range. */
    public IntStream ends() {
        return ranges.stream().flatMapToInt(range -> IntStream.of(range.from(), range.to()));
    }

    @Override
    public String toString() {
        return text;
    }
}
