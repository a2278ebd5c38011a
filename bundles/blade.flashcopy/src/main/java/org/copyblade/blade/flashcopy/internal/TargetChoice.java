package org.copyblade.blade.flashcopy.internal;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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

    private static final int NODES = 2;

    private record Kind(String storageType, String dataType) {
        static Kind of(Volume volume) {
            return new Kind(volume.storageType(), volume.dataType());
        }
    }

    private final boolean thin;
    private final Map<Kind, NavigableMap<Long, List<Deque<VolumeId>>>> free = new HashMap<>();
    private int left;

    /**
     * @param reserved volumes that fixed pairs name, or that are copied themselves
     * @param policy says whether targets take space for what is written only, and whose targets will be free
     */
    TargetChoice(StorageView view, VolumeRanges pool, VolumeRanges ours, Set<VolumeId> reserved, CopyPolicy policy) {
        this.thin = policy.spaceEfficient();
        view.volumes().stream()
                .filter(volume -> pool.contains(volume.id()) && ours.contains(volume.id()))
                .filter(volume -> !reserved.contains(volume.id()))
                .filter(volume -> volume.state().equals("normal"))
                .filter(volume -> volume.isSpaceEfficient() == policy.spaceEfficient())
                .filter(volume -> isFree(view, volume.id(), policy.freed()))
                .sorted(Comparator.comparing(Volume::id))
                .forEach(this::add);
    }

    private static boolean isFree(StorageView view, VolumeId volume, Set<CopyGroupId> freed) {
        return view.markOf(volume).map(freed::contains).orElseGet(() -> view.relations()
                .isFree(volume));
    }

    /** By type, size and node, each in the order of their ids. */
    private void add(Volume volume) {
        free.computeIfAbsent(Kind.of(volume), kind -> new TreeMap<>())
                .computeIfAbsent(volume.capacityBytes(), size -> Stream.<Deque<VolumeId>>generate(ArrayDeque::new)
                        .limit(NODES)
                        .toList())
                .get(volume.id().node())
                .add(volume.id());
        left++;
    }

    /** How many targets are left. */
    int left() {
        return left;
    }

    /** The smallest that fits, of a space-efficient one only the same size. */
    Optional<VolumeId> next(Volume source) {
        NavigableMap<Long, List<Deque<VolumeId>>> bySize =
                free.getOrDefault(Kind.of(source), Collections.emptyNavigableMap());
        Map.Entry<Long, List<Deque<VolumeId>>> smallest = bySize.ceilingEntry(source.capacityBytes());
        if (smallest == null || thin && smallest.getKey() != source.capacityBytes()) {
            return Optional.empty();
        }
        int node = source.id().node();
        Deque<VolumeId> own = smallest.getValue().get(node);
        VolumeId target = (own.isEmpty() ? smallest.getValue().get(NODES - 1 - node) : own).remove();
        if (smallest.getValue().stream().allMatch(Deque::isEmpty)) {
            bySize.remove(smallest.getKey());
        }
        left--;
        return Optional.of(target);
    }
}
