package org.copyblade.blade.dfsmsdss.internal;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.copyblade.blade.check.Slots;

/** What is on a volume or in a data set, in memory. A frozen one keeps writers waiting. Any thread. */
final class InMemoryVolume implements Slots {

    private final int unit;
    private final int cylinders;
    private final String serial;
    private final Map<String, byte[]> slots = new TreeMap<>();
    private boolean frozen;

    InMemoryVolume(int unit, int cylinders, String serial) {
        this.unit = unit;
        this.cylinders = cylinders;
        this.serial = serial;
    }

    static InMemoryVolume dataSet() {
        return new InMemoryVolume(0, 1, "");
    }

    int unit() {
        return unit;
    }

    int cylinders() {
        return cylinders;
    }

    /** As {@code 75-ABC11}. */
    String serial() {
        return serial;
    }

    @Override
    public synchronized void write(String slot, byte[] bytes) {
        while (frozen) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while frozen", e);
            }
        }
        slots.put(slot, bytes.clone());
    }

    @Override
    public synchronized Optional<byte[]> read(String slot) {
        return Optional.ofNullable(slots.get(slot)).map(byte[]::clone);
    }

    synchronized void freeze() {
        frozen = true;
    }

    synchronized void thaw() {
        frozen = false;
        notifyAll();
    }

    synchronized boolean isFrozen() {
        return frozen;
    }

    synchronized Map<String, byte[]> content() {
        return new TreeMap<>(slots);
    }

    synchronized void become(Map<String, byte[]> content) {
        slots.clear();
        slots.putAll(content);
    }
}
