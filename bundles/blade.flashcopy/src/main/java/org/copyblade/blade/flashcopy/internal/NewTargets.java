package org.copyblade.blade.flashcopy.internal;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Set<VolumeId> given = new HashSet<>();

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

    Optional<VolumeId> next(Volume source) {
        for (String lss : pool.subsystems()) {
            for (int number = 0; source.storageType().equals(types.get(lss)) && number < IN_A_SUBSYSTEM; number++) {
                VolumeId id = new VolumeId(String.format("%s%02X", lss, number));
                boolean free = pool.contains(id)
                        && ours.contains(id)
                        && view.volume(id).isEmpty()
                        && !given.contains(id);
                if (free) {
                    given.add(id);
                    return Optional.of(id);
                }
            }
        }
        return Optional.empty();
    }
}
