package org.copyblade.system.memory;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.memory.MemoryClock;
import org.copyblade.blade.memory.MemoryStorage;

/** The storages that hold the data sets of one system, as one: a place says on which of them it is. Safe for many threads. */
record Disks(List<MemoryStorage> storages) {

    Disks {
        storages = List.copyOf(storages);
    }

    private MemoryStorage of(String place) {
        return storages.stream()
                .filter(storage -> place.startsWith(storage.path("")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(place + " is on none of these storages"));
    }

    MemoryClock clock() {
        return storages.get(0).clock();
    }

    void write(String place, String slot, byte[] bytes) {
        of(place).write(place, slot, bytes);
    }

    boolean tryWrite(String place, String slot, byte[] bytes) {
        return of(place).tryWrite(place, slot, bytes);
    }

    void remove(String place, String slot) {
        of(place).remove(place, slot);
    }

    Optional<byte[]> read(String place, String slot) {
        return of(place).read(place, slot);
    }

    List<String> slots(String place) {
        return of(place).slots(place);
    }
}
