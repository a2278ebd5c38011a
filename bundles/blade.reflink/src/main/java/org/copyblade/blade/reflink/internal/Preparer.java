package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.copyblade.blade.reflink.internal.ReflinkBinding.Place;
import org.copyblade.blade.reflink.internal.TreeWalk.Go;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileKind;
import org.copyblade.linux.FileStatus;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.NoCow;
import org.copyblade.linux.pool.GroupDirectory;
import org.copyblade.linux.pool.Marker;
import org.copyblade.linux.pool.Stage;

/** Everything slow before the point in time: the directory of the group, a trial reflink, the skeleton of every member. */
final class Preparer {

    private static final String SKELETON = "skeleton";
    private static final String TRIAL = ".trial";

    private final CopyGroup group;
    private final Layout layout;
    private final Call call;

    Preparer(CopyGroup group, Layout layout, Call call) {
        this.group = group;
        this.layout = layout;
        this.call = call;
    }

    Preparation step(ReflinkBinding binding) throws BladeException, IOException {
        binding.mounted().requireSources("prepare", group);
        for (GroupDirectory directory : layout.mainLast()) {
            if (directory.isForeign()) {
                throw Failure.taken(group.id(), directory.path());
            }
            if (directory.isEntombed()) {
                throw Failure.state("prepare", group.id(), "its withdrawal has not ended");
            }
        }
        if (!layout.main().exists()) {
            return begin(binding);
        }
        Marker marker =
                layout.main().marker().orElseThrow(() -> Failure.state("prepare", group.id(), "its marker is torn"));
        if (marker.stage() == Stage.PREPARED) {
            ReflinkBinding known = ReflinkBinding.of(marker.facts());
            return Preparation.Prepared.withoutHold(known.toBinding(), known.method());
        }
        if (marker.stage() != Stage.PREPARING) {
            throw Failure.state(
                    "prepare", group.id(), "it is " + marker.stage().name().toLowerCase());
        }
        return goOn(binding, marker);
    }

    private Preparation begin(ReflinkBinding binding) throws IOException {
        Marker marker = Marker.preparing(ReflinkBlade.TECHNOLOGY, group.id().value(), binding.facts());
        for (GroupDirectory directory : layout.mainLast()) {
            if (!directory.exists()) {
                directory.create(marker);
            }
        }
        return new Preparation.Continues(binding.toBinding(), 0, Duration.ZERO);
    }

    private Preparation goOn(ReflinkBinding before, Marker marker) throws BladeException, IOException {
        ReflinkBinding binding = before;
        if (!binding.place().phase().equals(SKELETON)) {
            binding = binding.with(tried(binding)).with(Place.of(SKELETON));
        }
        if (binding.method() == CopyMethod.FAST) {
            Budget budget = Budget.ofStep(call);
            while (binding.place().member() < group.members().size()) {
                binding = skeleton(binding, budget);
                if (budget.spent()) {
                    return new Preparation.Continues(binding.toBinding(), 50, Duration.ZERO);
                }
            }
            binding = binding.withFiles(binding.place().done());
        }
        // What is dirty now would have to be written inside the window.
        layout.sync();
        ReflinkBinding prepared = binding.with(Place.START);
        layout.main().markDurably(marker.with(prepared.facts()).to(Stage.PREPARED));
        return Preparation.Prepared.withoutHold(prepared.toBinding(), prepared.method());
    }

    /** Whether a reflink really works here, tried with the first file that has content; what is moved in the window is read. */
    private CopyMethod tried(ReflinkBinding binding) throws BladeException, IOException {
        if (binding.method() == CopyMethod.HOST) {
            return CopyMethod.HOST;
        }
        for (CopyMember member : group.members()) {
            boolean bytewise = binding.bytewise().contains(member.name());
            try {
                tryOut(member, bytewise);
            } catch (ErrnoException e) {
                if (bytewise || !e.isNoReflink()) {
                    throw e;
                }
                if (binding.fastRequired()) {
                    throw Failure.request(
                            group.id(),
                            "fast replication is required and a reflink from " + member.source() + " to "
                                    + layout.of(member).path() + " fails: " + e.getMessage(),
                            "name a target pool on the same filesystem, or fast replication preferred");
                }
                return CopyMethod.HOST;
            } finally {
                Files.deleteIfExists(layout.of(member).path().resolve(TRIAL));
            }
        }
        return CopyMethod.FAST;
    }

    private void tryOut(CopyMember member, boolean bytewise) throws IOException {
        try (OpenTrees trees =
                new OpenTrees(Path.of(member.source()), layout.of(member).path())) {
            Exclusion exclusion = new Exclusion(member);
            TreeWalk.from(trees.calls, trees.source, "", new TreeWalk.Visitor() {
                @Override
                public Go enter(int open, FileStatus status, String path) {
                    return exclusion.covers(path) ? Go.PAST : Go.ON;
                }

                @Override
                public Go visit(int open, DirectoryEntry entry, String path) throws IOException {
                    boolean useless = entry.kind() != FileKind.FILE
                            || exclusion.covers(path)
                            || trees.calls.statusAt(open, entry.name()).size() == 0;
                    if (useless) {
                        return Go.ON;
                    }
                    tryOut(trees, open, entry.name(), bytewise);
                    return bytewise ? Go.ON : Go.PAUSE;
                }
            });
        }
    }

    private static void tryOut(OpenTrees trees, int open, String name, boolean bytewise) throws IOException {
        FileCalls calls = trees.calls;
        int source = calls.openAt(open, name, FileCalls.READ_ONLY, 0);
        try {
            int trial = calls.openAt(
                    trees.target, TRIAL, FileCalls.WRITE_ONLY | FileCalls.CREATE | FileCalls.TRUNCATE, 0600);
            try {
                if (bytewise) {
                    // It will be in memory then, and what cannot be read is found now.
                    calls.copyChunk(trial, source, 0, calls.status(source, name).size(), name);
                } else {
                    NoCow.inheritIfOffered(calls, open, name, trial);
                    calls.reflink(trial, source, name);
                }
            } finally {
                calls.close(trial);
            }
        } finally {
            calls.close(source);
        }
    }

    private ReflinkBinding skeleton(ReflinkBinding binding, Budget budget) throws IOException {
        Place place = binding.place();
        CopyMember member = group.members().get(place.member());
        Path target = layout.copyOf(member);
        Files.createDirectories(target);
        boolean btrfs =
                MountTable.read().holding(layout.of(member).path()).type().equals("btrfs");
        try (OpenTrees trees = new OpenTrees(Path.of(member.source()), target)) {
            Skeleton skeleton = new Skeleton(trees.calls, trees.cursor, new Exclusion(member), btrfs, budget);
            Optional<String> paused = TreeWalk.from(trees.calls, trees.source, place.path(), skeleton);
            return binding.with(
                    paused.isPresent()
                            ? place.at(paused.get(), 0, skeleton.made())
                            : place.nextMember(skeleton.made()));
        }
    }
}
