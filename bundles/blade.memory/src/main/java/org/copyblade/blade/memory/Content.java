package org.copyblade.blade.memory;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a volume holds at one moment: named slots of bytes. Immutable, so that a copy of it is a reference. */
final class Content {

    static final Content EMPTY = new Content(new TreeMap<>());

    private final SortedMap<String, byte[]> slots;

    private Content(SortedMap<String, byte[]> slots) {
        this.slots = slots;
    }

    Content with(String slot, byte[] bytes) {
        SortedMap<String, byte[]> changed = new TreeMap<>(slots);
        changed.put(slot, bytes.clone());
        return new Content(changed);
    }

    Content without(String slot) {
        SortedMap<String, byte[]> changed = new TreeMap<>(slots);
        changed.remove(slot);
        return new Content(changed);
    }

    /** The same with one slot under another name, if it is there. */
    Content renamed(String slot, String name) {
        return slot(slot).map(bytes -> without(slot).with(name, bytes)).orElse(this);
    }

    /** Leaves out the slots at and below these paths. */
    Content excluding(Collection<String> paths) {
        SortedMap<String, byte[]> changed = new TreeMap<>(slots);
        changed.keySet()
                .removeIf(slot -> paths.stream().anyMatch(path -> slot.equals(path) || slot.startsWith(path + "/")));
        return new Content(changed);
    }

    Optional<byte[]> slot(String name) {
        return Optional.ofNullable(slots.get(name)).map(byte[]::clone);
    }

    List<String> names() {
        return List.copyOf(slots.keySet());
    }

    long bytes() {
        return slots.values().stream().mapToLong(value -> value.length).sum();
    }
}
