package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.reflink.internal.ReflinkBinding.Place;
import org.copyblade.blade.reflink.internal.TreeWalk.Go;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileStatus;
import org.copyblade.linux.pool.Marker;
import org.copyblade.linux.pool.Stage;

/**
 * Finishes an established copy after the window: gives attributes, makes links, removes what prepare made and the point in
 * time did not have, then makes all of it durable. Doing a part again changes nothing.
 */
final class Settler {

    private static final String ATTRIBUTES = "attributes";
    private static final String PRUNE = "prune";
    private static final String SYNC = "sync";

    private final CopyGroup group;
    private final Layout layout;
    private final Budget budget;

    Settler(CopyGroup group, Layout layout, Budget budget) {
        this.group = group;
        this.layout = layout;
        this.budget = budget;
    }

    /**
     * Works until the budget is spent.
     *
     * @return where to go on, or nothing once the copy is durable
     */
    Optional<Place> work(Place from) throws BladeException, IOException {
        if (!layout.isThere()) {
            throw Failure.state("harden", group.id(), "a directory of it is missing");
        }
        Marker marker = layout.main()
                .marker()
                .filter(found -> found.at().isPresent() && found.stage() != Stage.FAILED)
                .orElseThrow(() -> Failure.state("harden", group.id(), "it is not established"));
        if (marker.stage() == Stage.DURABLE) {
            return Optional.empty();
        }
        Place place = isOurs(from) ? from : Place.of(ATTRIBUTES);
        while (place.phase().equals(ATTRIBUTES)) {
            place = place.member() == group.members().size() ? Place.of(PRUNE) : attributes(place);
            if (budget.spent()) {
                return Optional.of(place);
            }
        }
        while (place.phase().equals(PRUNE)) {
            place = place.member() == group.members().size() ? Place.of(SYNC) : prune(place);
            if (budget.spent()) {
                return Optional.of(place);
            }
        }
        sync(marker);
        return Optional.empty();
    }

    private static boolean isOurs(Place place) {
        return Set.of(ATTRIBUTES, PRUNE, SYNC).contains(place.phase());
    }

    private Place attributes(Place place) throws IOException {
        CopyMember member = group.members().get(place.member());
        Path census = layout.census(member);
        if (!Files.exists(census)) {
            return place.nextMember(0);
        }
        try (OpenTrees trees = new OpenTrees(layout.of(member).path(), layout.copyOf(member))) {
            long[] read = {0};
            Census.read(census, entry -> {
                if (read[0]++ < place.offset()) {
                    return true;
                }
                settle(trees, entry);
                return !budget.spent();
            });
            return budget.spent() ? place.at("", read[0], 0) : place.nextMember(0);
        }
    }

    private static void settle(OpenTrees trees, CensusEntry entry) throws IOException {
        FileCalls calls = trees.calls;
        String name = Cursor.name(entry.path());
        switch (entry.kind()) {
            case DIRECTORY -> {
                // Their times change as long as entries come and go: last of all, see leave.
            }
            case FILE -> {
                int parent = trees.cursor.parentOf(entry.path());
                int file = calls.openAt(parent, name, FileCalls.READ_ONLY, 0);
                try {
                    entry.attributes().applyTo(calls, trees.attributes, parent, name, file);
                } finally {
                    calls.close(file);
                }
            }
            case SYMLINK -> {
                int parent = trees.cursor.parentOf(entry.path());
                TreeRemoval.clear(calls, parent, name);
                calls.symbolicLink(entry.link(), parent, name);
                entry.attributes().applyToLink(calls, parent, name);
            }
            case HARD_LINK -> {
                TreeRemoval.clear(calls, trees.cursor.parentOf(entry.path()), name);
                try (Cursor first = new Cursor(calls, trees.target)) {
                    calls.hardLink(
                            first.parentOf(entry.link()),
                            Cursor.name(entry.link()),
                            trees.cursor.parentOf(entry.path()),
                            name);
                }
            }
        }
    }

    /** Removes what the census does not name, and gives directories their attributes from the bottom up. */
    private Place prune(Place place) throws IOException {
        CopyMember member = group.members().get(place.member());
        Path census = layout.census(member);
        if (!Files.exists(census)) {
            return place.nextMember(0);
        }
        Set<String> known = new HashSet<>();
        Set<CensusEntry> directories = new HashSet<>();
        Census.read(census, entry -> {
            known.add(entry.path());
            if (entry.kind() == CensusEntry.Kind.DIRECTORY) {
                directories.add(entry);
            }
            return true;
        });
        try (OpenTrees trees = new OpenTrees(layout.of(member).path(), layout.copyOf(member))) {
            Prune prune = new Prune(trees, known);
            Optional<String> paused = TreeWalk.from(trees.calls, trees.target, place.path(), prune);
            if (paused.isPresent()) {
                return place.at(paused.get(), 0, 0);
            }
            for (CensusEntry entry : directories) {
                int open = trees.cursor.at(entry.path());
                entry.attributes().applyTo(trees.calls, trees.attributes, open, ".", open);
            }
            return place.nextMember(0);
        }
    }

    /** Removes entries that nobody knows. */
    private final class Prune implements TreeWalk.Visitor {
        private final OpenTrees trees;
        private final Set<String> known;

        Prune(OpenTrees trees, Set<String> known) {
            this.trees = trees;
            this.known = known;
        }

        @Override
        public Go enter(int open, FileStatus status, String path) throws IOException {
            TreeRemoval removal = new TreeRemoval(trees.calls, budget);
            for (DirectoryEntry entry : trees.calls.list(open)) {
                if (!known.contains(TreeWalk.join(path, entry.name())) && !removal.remove(open, entry)) {
                    return Go.PAUSE;
                }
            }
            return Go.ON;
        }

        @Override
        public Go visit(int open, DirectoryEntry entry, String path) {
            return budget.spent() ? Go.PAUSE_BEHIND : Go.ON;
        }
    }

    private void sync(Marker marker) throws IOException {
        layout.sync();
        layout.main().markDurably(marker.to(Stage.DURABLE));
        for (CopyMember member : group.members()) {
            Files.deleteIfExists(layout.census(member));
            Files.deleteIfExists(layout.links(member));
        }
    }
}
