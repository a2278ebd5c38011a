package org.copyblade.blade.flashcopy.internal.array;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Volumes named one by one or from one to another, as {@code 0200-02FF,0310}. Immutable. */
public final class VolumeRanges {

    private record Range(int from, int to) {}

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

    private static boolean isIn(List<Range> ranges, int number) {
        return ranges.stream().anyMatch(range -> range.from() <= number && number <= range.to());
    }

    /** The logical subsystems that the ranges touch. */
    public Set<String> subsystems() {
        Set<String> subsystems = new TreeSet<>();
        for (Range range : ranges) {
            for (int lss = range.from() >> 8; lss <= range.to() >> 8; lss++) {
                subsystems.add(String.format("%02X", lss));
            }
        }
        return subsystems;
    }

    @Override
    public String toString() {
        return text;
    }
}
