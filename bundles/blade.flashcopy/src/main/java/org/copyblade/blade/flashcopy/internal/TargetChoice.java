package org.copyblade.blade.flashcopy.internal;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.flashcopy.internal.array.VolumeRanges;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPolicy;

/**
 * Takes free targets out of a range of volumes: of the same type, first those of the same size, then those of the same node,
 * which is faster. One thread; each target is given once.
 */
final class TargetChoice {

    private final List<Volume> candidates;
    private final Set<VolumeId> given = new HashSet<>();

    /**
     * @param reserved volumes that fixed pairs name, or that are copied themselves
     * @param policy says whether targets take space for what is written only, and whose targets will be free
     */
    TargetChoice(StorageView view, VolumeRanges pool, VolumeRanges ours, Set<VolumeId> reserved, CopyPolicy policy) {
        this.candidates = view.volumes().stream()
                .filter(volume -> pool.contains(volume.id()) && ours.contains(volume.id()))
                .filter(volume -> !reserved.contains(volume.id()))
                .filter(volume -> volume.state().equals("normal"))
                .filter(volume -> volume.isSpaceEfficient() == policy.spaceEfficient())
                .filter(volume -> isFree(view, volume.id(), policy.freed()))
                .sorted(Comparator.comparing(Volume::id))
                .toList();
    }

    private static boolean isFree(StorageView view, VolumeId volume, Set<CopyGroupId> freed) {
        return view.markOf(volume).map(freed::contains).orElseGet(() -> view.relations()
                .isFree(volume));
    }

    /** How many targets are left. */
    int left() {
        return candidates.size() - given.size();
    }

    Optional<VolumeId> next(Volume source) {
        Optional<VolumeId> target = candidates.stream()
                .filter(volume -> !given.contains(volume.id()))
                .filter(volume -> volume.storageType().equals(source.storageType()))
                .filter(volume -> volume.dataType().equals(source.dataType()))
                .filter(volume -> fits(volume, source))
                .min(Comparator.comparing((Volume volume) -> volume.capacityBytes() - source.capacityBytes())
                        .thenComparing(
                                volume -> volume.id().node() == source.id().node() ? 0 : 1)
                        .thenComparing(Volume::id))
                .map(Volume::id);
        target.ifPresent(given::add);
        return target;
    }

    private static boolean fits(Volume target, Volume source) {
        return target.isSpaceEfficient()
                ? target.capacityBytes() == source.capacityBytes()
                : target.capacityBytes() >= source.capacityBytes();
    }
}
