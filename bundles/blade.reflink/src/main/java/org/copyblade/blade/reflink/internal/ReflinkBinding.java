package org.copyblade.blade.reflink.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.linux.pool.Facts;

/**
 * What this blade keeps of a group.
 *
 * @param pools directories of the copies: one for all members, or one for each
 * @param method how the group is copied
 * @param fastRequired whether nothing but a reflink will do
 * @param bytewise names of members of a fast group whose bytes are moved at the point in time, see {@link SmallMembers}
 * @param files expected, for memory made beforehand
 * @param bytes expected, for percentages
 * @param mounted what pools and sources lay on
 * @param place where long work goes on
 */
record ReflinkBinding(
        List<Path> pools,
        CopyMethod method,
        boolean fastRequired,
        Set<String> bytewise,
        long files,
        long bytes,
        Mounted mounted,
        Place place) {

    private static final int VERSION = 1;

    /**
     * Where long work goes on.
     *
     * @param phase of the work, empty before the first
     * @param member index of the member in the group
     * @param path of a {@link TreeWalk}
     * @param offset within a file
     * @param done bytes or entries so far, for percentages
     */
    record Place(String phase, int member, String path, long offset, long done) {
        static final Place START = new Place("", 0, "", 0, 0);

        Place {
            Objects.requireNonNull(phase, "phase");
            Objects.requireNonNull(path, "path");
        }

        /** The beginning of a phase. */
        static Place of(String phase) {
            return new Place(phase, 0, "", 0, 0);
        }

        /** The next member in the same phase. */
        Place nextMember(long doneMore) {
            return new Place(phase, member + 1, "", 0, done + doneMore);
        }

        /** Further on in the same member. */
        Place at(String newPath, long newOffset, long doneMore) {
            return new Place(phase, member, newPath, newOffset, done + doneMore);
        }
    }

    ReflinkBinding {
        pools = List.copyOf(pools);
        Objects.requireNonNull(method, "method");
        bytewise = Set.copyOf(bytewise);
        Objects.requireNonNull(mounted, "mounted");
        Objects.requireNonNull(place, "place");
    }

    /** Of a copy that says nothing but where it is. */
    static ReflinkBinding unknown(Path pool) {
        return new ReflinkBinding(List.of(pool), CopyMethod.FAST, false, Set.of(), 0, 0, Mounted.UNKNOWN, Place.START);
    }

    /** The same with its pools elsewhere, on whatever that is. */
    ReflinkBinding with(List<Path> newPools) {
        Mounted on = newPools.equals(pools) ? mounted : new Mounted(List.of(), mounted.points());
        return new ReflinkBinding(newPools, method, fastRequired, bytewise, files, bytes, on, place);
    }

    ReflinkBinding with(Place newPlace) {
        return new ReflinkBinding(pools, method, fastRequired, bytewise, files, bytes, mounted, newPlace);
    }

    ReflinkBinding with(CopyMethod newMethod) {
        return new ReflinkBinding(pools, newMethod, fastRequired, bytewise, files, bytes, mounted, place);
    }

    ReflinkBinding withFiles(long newFiles) {
        return new ReflinkBinding(pools, method, fastRequired, bytewise, newFiles, bytes, mounted, place);
    }

    /** What the marker of the copy keeps, enough to make a binding again. */
    Facts facts() {
        Facts facts = Facts.none().with("pools", pools.size());
        for (int i = 0; i < pools.size(); i++) {
            facts = facts.with("pool." + i, pools.get(i));
        }
        int named = 0;
        for (String member : new TreeSet<>(bytewise)) {
            facts = facts.with("bytewise." + named++, member);
        }
        return facts.with("method", method)
                .with("required", fastRequired)
                .with("files", files)
                .with("bytes", bytes)
                .with(mounted.facts());
    }

    Binding toBinding() {
        Facts all = facts().with("phase", place.phase())
                .with("member", place.member())
                .with("path", place.path())
                .with("offset", place.offset())
                .with("done", place.done());
        return new Binding(VERSION, all.format());
    }

    static ReflinkBinding of(Binding binding) throws BladeException {
        if (binding.version() != VERSION) {
            throw Failure.binding("it has version " + binding.version() + ", this blade reads " + VERSION);
        }
        return of(Facts.parse(binding.data()));
    }

    static ReflinkBinding of(Facts facts) throws BladeException {
        try {
            List<Path> pools = new ArrayList<>();
            for (int i = 0; i < facts.number("pools"); i++) {
                pools.add(Path.of(facts.text("pool." + i)));
            }
            // Older versions knew of none.
            Set<String> bytewise = new TreeSet<>();
            while (facts.find("bytewise." + bytewise.size()).isPresent()) {
                bytewise.add(facts.text("bytewise." + bytewise.size()));
            }
            return new ReflinkBinding(
                    pools,
                    CopyMethod.valueOf(facts.text("method")),
                    Boolean.parseBoolean(facts.text("required")),
                    bytewise,
                    facts.number("files"),
                    facts.number("bytes"),
                    Mounted.of(facts),
                    new Place(
                            facts.text("phase"),
                            (int) facts.number("member"),
                            facts.text("path"),
                            facts.number("offset"),
                            facts.number("done")));
        } catch (IllegalArgumentException wrong) {
            throw Failure.binding(wrong.getMessage());
        }
    }

    /** Share of the expected bytes that is done; never 100 before the end. */
    int percent() {
        return bytes == 0 ? 0 : (int) Math.min(99, place.done() * 100 / bytes);
    }
}
