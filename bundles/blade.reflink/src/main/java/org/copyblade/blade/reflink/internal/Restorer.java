package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.reflink.internal.ReflinkBinding.Place;
import org.copyblade.blade.reflink.internal.TreeWalk.Go;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.Errno;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileKind;
import org.copyblade.linux.FileStatus;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.RawName;
import org.copyblade.linux.pool.Facts;

/**
 * Makes sources like their copies, in place and in steps: gates away first, then what the copy does not have, then the
 * files, durably; gates back last and shut. Every step may be repeated and the whole may begin anew at any point.
 */
final class Restorer {

    private static final String PRUNE = "clear";
    private static final String BUILD = "build";

    private final CopyGroup group;
    private final List<CopyMember> members;
    private final Layout layout;
    private final Call call;
    private final Budget budget;

    /** A restore of these members, in the order of the group. */
    Restorer(CopyGroup group, List<CopyMember> members, Layout layout, Call call) {
        this.group = group;
        this.members = members;
        this.layout = layout;
        this.call = call;
        this.budget = Budget.ofStep(call);
    }

    Advance step(ReflinkBinding before) throws BladeException, IOException {
        refuseOtherMounts(before.mounted());
        Optional<Place> unsettled = new Settler(group, layout, budget).work(before.place());
        if (unsettled.isPresent()) {
            return new Advance.Continues(before.with(unsettled.get()).toBinding(), 0, Duration.ZERO);
        }
        ReflinkBinding binding = before;
        if (!List.of(PRUNE, BUILD).contains(before.place().phase())
                || layout.main().restoring().isEmpty()) {
            layout.main().noteRestore(Facts.none().with("percent", 0));
            for (CopyMember member : members) {
                removeGate(member);
            }
            binding = before.with(Place.of(PRUNE));
        }
        Set<CopyMember> touched = new LinkedHashSet<>();
        while (binding.place().member() < members.size()) {
            CopyMember member = members.get(binding.place().member());
            touched.add(member);
            binding = binding.with(
                    binding.place().phase().equals(PRUNE)
                            ? clear(member, binding.place())
                            : build(member, binding.place()));
            if (binding.place().phase().equals(PRUNE) && binding.place().member() == members.size()) {
                binding = binding.with(Place.of(BUILD));
            }
            if (budget.spent()) {
                sync(touched);
                layout.main().noteRestore(Facts.none().with("percent", binding.percent()));
                call.progress(binding.percent());
                return new Advance.Continues(binding.toBinding(), binding.percent(), Duration.ZERO);
            }
        }
        for (CopyMember member : members) {
            bringGateBack(member);
        }
        layout.main().endRestore();
        return new Advance.Done(binding.with(Place.START).toBinding());
    }

    /** Again in each step: something may have been mounted or unmounted since the plan, and what is there is somebody else's. */
    private void refuseOtherMounts(Mounted mounted) throws BladeException, IOException {
        MountTable mounts = MountTable.read();
        for (CopyMember member : members) {
            Optional<Path> bare = mounted.bare(member, mounts);
            if (bare.isPresent()) {
                throw Failure.bare("restore", group.id(), bare.orElseThrow());
            }
            for (Mount inner : InnerMounts.of(member, mounts)) {
                throw Failure.mountedInside(group.id(), inner.point());
            }
        }
    }

    /** Whoever goes on from here after a power loss does not look back. */
    private static void sync(Set<CopyMember> touched) throws IOException {
        try (FileCalls calls = new FileCalls()) {
            for (CopyMember member : touched) {
                int open = calls.openDirectory(Path.of(member.source()));
                try {
                    calls.syncFilesystem(open, member.source());
                } finally {
                    calls.close(open);
                }
            }
        }
    }

    /** From here on the system cannot start. */
    private void removeGate(CopyMember member) throws IOException {
        Path source = Path.of(member.source());
        Files.createDirectories(source);
        if (member.gate().isEmpty()) {
            return;
        }
        try (OpenTrees trees = new OpenTrees(layout.copyOf(member), source)) {
            String gate = RawName.of(member.gate().get());
            int parent = trees.cursor.parentOf(gate);
            trees.calls.removeFile(parent, Cursor.name(gate));
            trees.calls.sync(parent, gate);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }

    private Place clear(CopyMember member, Place place) throws IOException {
        try (OpenTrees trees = new OpenTrees(layout.copyOf(member), Path.of(member.source()));
                Cursor copy = new Cursor(trees.calls, trees.source)) {
            Clear clear = new Clear(trees, copy, new Exclusion(member));
            Optional<String> paused = TreeWalk.from(trees.calls, trees.target, place.path(), clear);
            return paused.isPresent() ? place.at(paused.get(), 0, 0) : place.nextMember(0);
        }
    }

    /** Walks the source and removes what the copy does not have, or has as something else. */
    private final class Clear implements TreeWalk.Visitor {
        private final OpenTrees trees;
        private final Cursor copy;
        private final Exclusion exclusion;

        Clear(OpenTrees trees, Cursor copy, Exclusion exclusion) {
            this.trees = trees;
            this.copy = copy;
            this.exclusion = exclusion;
        }

        @Override
        public Go enter(int open, FileStatus status, String path) throws IOException {
            if (exclusion.covers(path)) {
                return Go.PAST;
            }
            Map<String, FileKind> wanted = trees.calls.list(copy.at(path)).stream()
                    .collect(Collectors.toMap(DirectoryEntry::name, DirectoryEntry::kind));
            TreeRemoval removal = new TreeRemoval(trees.calls, budget);
            for (DirectoryEntry entry : trees.calls.list(open)) {
                boolean stays =
                        entry.kind() == wanted.get(entry.name()) || exclusion.covers(TreeWalk.join(path, entry.name()));
                if (!stays && !removal.remove(open, entry)) {
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

    private Place build(CopyMember member, Place place) throws IOException {
        Path linksFile = layout.links(member);
        if (place.path().isEmpty()) {
            Files.deleteIfExists(linksFile);
        }
        try (OpenTrees trees = new OpenTrees(layout.copyOf(member), Path.of(member.source()))) {
            HardLinks links = HardLinks.load(linksFile);
            TreeCopy copy =
                    new TreeCopy(trees, new Exclusion(member), manner(member), links, TreeCopy.Begun.at(place), budget);
            Optional<String> paused = TreeWalk.from(trees.calls, trees.source, place.path(), copy);
            if (paused.isPresent()) {
                links.save(linksFile);
                return place.at(paused.get(), copy.offset(), copy.bytes());
            }
            trees.calls.syncFilesystem(trees.target, member.source());
            Files.deleteIfExists(linksFile);
            return place.nextMember(copy.bytes());
        }
    }

    private TreeCopy.Manner manner(CopyMember member) {
        return new TreeCopy.Manner(
                true, Layout.part(group), member.gate().map(RawName::of).orElse(""));
    }

    /** Everything else is durable. The gate comes back shut: the system opens it when its own recovery is prepared. */
    private void bringGateBack(CopyMember member) throws IOException {
        if (member.gate().isEmpty()) {
            return;
        }
        String gate = RawName.of(member.gate().get());
        String part = Layout.part(group);
        Budget untilDone = Budget.ofCall(call);
        try (OpenTrees trees = new OpenTrees(layout.copyOf(member), Path.of(member.source()));
                Cursor copies = new Cursor(trees.calls, trees.source)) {
            TreeCopy.Manner manner = new TreeCopy.Manner(true, part, "");
            TreeCopy copy = new TreeCopy(
                    trees, new Exclusion(member), manner, HardLinks.none(), TreeCopy.Begun.NOTHING, untilDone);
            int parent = copies.parentOf(gate);
            if (!copy.copyFile(
                    parent, Cursor.name(gate), RawName.of(member.shutGate().orElseThrow()))) {
                throw new IOException(
                        "the deadline passed before " + member.gate().get() + " was back");
            }
            FileCalls calls = trees.calls;
            int restored = trees.cursor.parentOf(gate);
            Attributes.of(calls.status(parent, gate), trees.attributes.of(parent, gate))
                    .applyTo(calls, trees.attributes, restored, ".", restored);
            calls.sync(restored, gate);
            calls.syncFilesystem(restored, member.source());
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            // The copy has no such file, so the source has none either.
        }
    }
}
