package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.copyblade.blade.reflink.internal.ReflinkBinding.Place;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.pool.GroupDirectory;
import org.copyblade.linux.pool.Marker;
import org.copyblade.linux.pool.Stage;

/** Everything slow before the point in time: the directory of the group, a trial reflink, the skeleton of every member. */
final class Preparer {

    private static final String SKELETON = "skeleton";

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
            Trial trial = new Trial(
                    Path.of(member.source()),
                    new Exclusion(member),
                    layout.of(member).path());
            try {
                if (bytewise) {
                    trial.move();
                } else {
                    trial.share();
                }
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
            }
        }
        return CopyMethod.FAST;
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
