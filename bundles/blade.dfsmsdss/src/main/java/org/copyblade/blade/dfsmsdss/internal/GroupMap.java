package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.jcl.CopyStyle;
import org.copyblade.blade.dfsmsdss.internal.jcl.FastReplication;
import org.copyblade.blade.dfsmsdss.internal.jcl.MirrorChoice;

/**
 * What the map data set of a group says: which copies belong to it. It is the mark of the group in z/OS, and enough to
 * withdraw it without anything else. Records of 80 characters:
 *
 * <pre>
 *   COPYBLADE MAP 1
 *   GRAIN VOLUME REQUIRED NOCOPY
 *   HOLD PR0100
 *   FROM PR0100
 *   TO TG0001
 *   END 1
 * </pre>
 *
 * @param grain what one member is
 * @param fast whether the storage copies
 * @param withoutBackgroundCopy whether it copies only what is about to change
 * @param representatives one source volume of each subsystem
 * @param copies all members
 */
record GroupMap(
        Grain grain,
        FastReplication fast,
        boolean withoutBackgroundCopy,
        List<String> representatives,
        List<BoundCopy> copies) {

    private static final String FIRST = "COPYBLADE MAP 1";
    private static final String NOCOPY = "NOCOPY";

    GroupMap {
        Objects.requireNonNull(grain, "grain");
        Objects.requireNonNull(fast, "fast");
        representatives = List.copyOf(representatives);
        copies = List.copyOf(copies);
    }

    static GroupMap of(DssBinding binding) {
        return new GroupMap(
                binding.grain(),
                binding.style().fast(),
                binding.style().withoutBackgroundCopy(),
                binding.representatives(),
                binding.copies());
    }

    /** What can be said of the group from here. */
    DssBinding binding() {
        CopyStyle style = new CopyStyle(fast, withoutBackgroundCopy, false, MirrorChoice.REFUSED, false);
        return DssBinding.found(grain, style, copies, representatives);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(FIRST);
        lines.add("GRAIN " + grain + " " + fast + (withoutBackgroundCopy ? " " + NOCOPY : ""));
        representatives.forEach(volume -> lines.add("HOLD " + volume));
        for (BoundCopy copy : copies) {
            lines.add("FROM " + copy.source());
            lines.add("TO " + copy.target());
        }
        lines.add("END " + copies.size());
        return String.join("\n", lines) + "\n";
    }

    /** Empty for a text that is not complete, as one is that was being written when the writer died. */
    static Optional<GroupMap> parse(String text) {
        try {
            return parse(text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList());
        } catch (IllegalArgumentException e) {
            // A word that this form does not have: as good as not complete.
            return Optional.empty();
        }
    }

    private static Optional<GroupMap> parse(List<String> lines) {
        if (lines.size() < 3 || !lines.get(0).equals(FIRST)) {
            return Optional.empty();
        }
        String[] kind = lines.get(1).split("\\s+");
        List<String> representatives = new ArrayList<>();
        List<BoundCopy> copies = new ArrayList<>();
        String source = "";
        for (String line : lines.subList(2, lines.size())) {
            String[] words = line.split("\\s+");
            if (words.length != 2) {
                return Optional.empty();
            }
            switch (words[0]) {
                case "HOLD" -> representatives.add(words[1]);
                case "FROM" -> source = words[1];
                case "TO" -> copies.add(new BoundCopy(source, words[1]));
                case "END" -> {
                    boolean whole = kind.length >= 3
                            && words[1].equals(Integer.toString(copies.size()))
                            && line.equals(lines.get(lines.size() - 1));
                    return whole
                            ? Optional.of(new GroupMap(
                                    Grain.valueOf(kind[1]),
                                    FastReplication.valueOf(kind[2]),
                                    kind.length > 3 && kind[3].equals(NOCOPY),
                                    representatives,
                                    copies))
                            : Optional.empty();
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
