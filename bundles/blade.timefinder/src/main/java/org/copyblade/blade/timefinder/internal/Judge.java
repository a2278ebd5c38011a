package org.copyblade.blade.timefinder.internal;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.Link;
import org.copyblade.blade.timefinder.internal.array.Link.Mode;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/**
 * What is true of a group, from one look at the array. The volumes say it, not the storage group: somebody may have changed
 * that meanwhile. What is copied to volumes that show the group is its background copy. Pure.
 */
final class Judge {

    private final TimeFinderBinding binding;
    private final GroupView view;
    private final List<Link> links;
    private final Set<VolumeId> wanted;

    /** For those to whom the background copy is all one. */
    Judge(TimeFinderBinding binding, GroupView view) {
        this(binding, view, List.of());
    }

    /** @param links volumes that show the group */
    Judge(TimeFinderBinding binding, GroupView view, List<Link> links) {
        this.binding = binding;
        this.view = view;
        this.links = List.copyOf(links);
        this.wanted = new HashSet<>(binding.sources());
    }

    CopyState state() {
        if (view.snapshots().isEmpty()) {
            return withoutSnapshots();
        }
        if (!view.copied().equals(wanted)) {
            return new CopyState.Failed("its snapshot is of " + view.copied().size() + " volumes instead of "
                    + wanted.size() + ": " + GroupView.difference(wanted, view.copied()));
        }
        if (view.severalGenerations()) {
            return new CopyState.Failed("there are several points in time under its name");
        }
        if (view.snapshots().stream().anyMatch(DeviceSnapshot::isFailed)) {
            return new CopyState.Failed("the snapshot of a volume has failed");
        }
        if (binding.restore().isPresent()) {
            return new CopyState.Restoring(percent(binding.restore().get().sources()));
        }
        return established();
    }

    /** The snapshot itself is never copied: it depends on its source unless all of it lies on other volumes, unchanged. */
    private CopyState established() {
        OptionalInt least = links.stream()
                .filter(link -> link.mode() == Mode.COPYING)
                .mapToInt(Link::percent)
                .min();
        if (least.isPresent()) {
            return new CopyState.Established(binding.at(), Background.COPYING, least);
        }
        Set<VolumeId> copied = links.stream()
                .filter(link -> link.mode() == Mode.COPIED)
                .map(Link::source)
                .collect(Collectors.toSet());
        boolean all = copied.equals(wanted) && !binding.writable();
        return new CopyState.Established(
                binding.at(), all ? Background.COPIED : Background.DEPENDENT, OptionalInt.empty());
    }

    private CopyState withoutSnapshots() {
        if (view.group().isEmpty()) {
            return new CopyState.Absent();
        }
        if (binding.stage() == Stage.ESTABLISHED) {
            return new CopyState.Failed("its snapshot is gone");
        }
        Set<VolumeId> there = view.group().get();
        if (there.equals(wanted)) {
            return new CopyState.Prepared();
        }
        long ready = wanted.stream().filter(there::contains).count();
        return ready == there.size()
                ? new CopyState.Preparing((int) (100 * ready / Math.max(1, wanted.size())))
                : new CopyState.Failed("its storage group is " + GroupView.difference(wanted, there));
    }

    private int percent(Set<VolumeId> sources) {
        long done = sources.stream().filter(view.restored()::contains).count();
        return (int) (100 * done / Math.max(1, sources.size()));
    }
}
