package org.copyblade.blade.flashcopy.internal;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.flashcopy.internal.array.VolumeRanges;

/** Ids that belong to Copyblade and that no volume has yet, in subsystems of the type of a source. One thread; given once. */
final class NewTargets {
    private static final int IN_A_SUBSYSTEM = 256;

    private final StorageView view;
    private final VolumeRanges pool;
    private final VolumeRanges ours;
    private final Map<String, String> types;
    private final Map<String, Iterator<VolumeId>> left = new HashMap<>();

    /**
     * @param view has all volumes of the subsystems of the pool
     * @param types of subsystems, {@code fb} or {@code ckd}, by id
     */
    NewTargets(StorageView view, VolumeRanges pool, VolumeRanges ours, Map<String, String> types) {
        this.view = view;
        this.pool = pool;
        this.ours = ours;
        this.types = Map.copyOf(types);
    }

    /** Goes on behind the last that was given. */
    Optional<VolumeId> next(Volume source) {
        Iterator<VolumeId> ids = left.computeIfAbsent(source.storageType(), this::free);
        return ids.hasNext() ? Optional.of(ids.next()) : Optional.empty();
    }

    private Iterator<VolumeId> free(String type) {
        return pool.subsystems().stream()
                .filter(lss -> type.equals(types.get(lss)))
                .flatMap(lss -> IntStream.range(0, IN_A_SUBSYSTEM)
                        .mapToObj(number -> new VolumeId(String.format("%s%02X", lss, number))))
                .filter(id -> pool.contains(id)
                        && ours.contains(id)
                        && view.volume(id).isEmpty())
                .iterator();
    }
}
