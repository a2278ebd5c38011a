package org.copyblade.blade.timefinder.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.copyblade.blade.check.Slots;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;

/** Slots as tracks of a volume: the length, then the bytes. */
record LabSlots(HostVolume volume) implements Slots {

    private static final int TRACKS = 13;

    @Override
    public void write(String slot, byte[] bytes) {
        byte[] data = ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
        try {
            volume.write(track(slot), data);
        } catch (ArrayException e) {
            throw new IllegalStateException("cannot write " + slot, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing " + slot, e);
        }
    }

    @Override
    public Optional<byte[]> read(String slot) {
        try {
            ByteBuffer track = ByteBuffer.wrap(volume.read(track(slot)));
            byte[] bytes = new byte[track.getInt()];
            track.get(bytes);
            return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
        } catch (ArrayException e) {
            throw new IllegalStateException("cannot read " + slot, e);
        }
    }

    /** Track 0 holds the label. */
    private static int track(String slot) {
        return switch (slot) {
            case "content" -> 1;
            case "oracle-a" -> 2;
            case "oracle-b" -> 3;
            case "oracle-c" -> 4;
            default -> 5 + Math.floorMod(slot.hashCode(), TRACKS - 5);
        };
    }
}
