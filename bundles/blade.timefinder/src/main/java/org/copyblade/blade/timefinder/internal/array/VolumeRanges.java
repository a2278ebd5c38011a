package org.copyblade.blade.timefinder.internal.array;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Volumes named one by one or from one to another, as {@code 00200-002FF,00310}. Immutable. */
public final class VolumeRanges {

    private record Range(int from, int to) {
        private String text() {
            return from == to ? id(from).value() : id(from) + "-" + id(to);
        }
    }

    private final List<Range> ranges;
    private final List<Range> reserved;
    private final String text;

    private VolumeRanges(List<Range> ranges, List<Range> reserved, String text) {
        this.ranges = List.copyOf(ranges);
        this.reserved = List.copyOf(reserved);
        this.text = text;
    }

    /** @throws IllegalArgumentException with the part that cannot be read */
    public static VolumeRanges parse(String text) {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split("[,\\s]+")) {
            if (!part.isEmpty()) {
                ranges.add(range(part));
            }
        }
        return new VolumeRanges(ranges, List.of(), text.strip());
    }

    /** Exactly these. */
    public static VolumeRanges of(Collection<VolumeId> volumes) {
        List<Range> ranges = new ArrayList<>();
        for (VolumeId volume : new TreeSet<>(volumes)) {
            int number = Integer.parseInt(volume.value(), 16);
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).to() == number - 1) {
                ranges.set(last, new Range(ranges.get(last).from(), number));
            } else {
                ranges.add(new Range(number, number));
            }
        }
        String text = ranges.stream().map(Range::text).collect(Collectors.joining(","));
        return new VolumeRanges(ranges, List.of(), text);
    }

    /** The same without those that others have reserved. */
    public VolumeRanges without(VolumeRanges others) {
        return new VolumeRanges(ranges, others.ranges, text);
    }

    private static Range range(String part) {
        String[] ends = part.split("-", -1);
        if (ends.length > 2 || !VolumeId.isValid(ends[0]) || !VolumeId.isValid(ends[ends.length - 1])) {
            throw new IllegalArgumentException("'" + part + "' is no volume id and no range of them");
        }
        Range range = new Range(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16));
        if (range.from() > range.to()) {
            throw new IllegalArgumentException("'" + part + "' runs backwards");
        }
        return range;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public boolean contains(VolumeId volume) {
        int number = Integer.parseInt(volume.value(), 16);
        return isIn(ranges, number) && !isIn(reserved, number);
    }

    private static VolumeId id(int number) {
        return new VolumeId(String.format("%05X", number));
    }

    private static boolean isIn(List<Range> ranges, int number) {
        return ranges.stream().anyMatch(range -> range.from() <= number && number <= range.to());
    }

    /** All of them, in order. */
    public List<VolumeId> volumes() {
        List<VolumeId> volumes = new ArrayList<>();
        for (Range range : ranges) {
            for (int number = range.from(); number <= range.to(); number++) {
                if (!isIn(reserved, number)) {
                    volumes.add(id(number));
                }
            }
        }
        return volumes;
    }

    @Override
    public String toString() {
        return text;
    }
}
