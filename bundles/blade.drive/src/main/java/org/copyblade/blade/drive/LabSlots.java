package org.copyblade.blade.drive;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.check.Slots;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;

/**
 * Slots as tracks of a volume: the length, then the bytes.
 *
 * @param first track that may be used; the ones before it hold label and VTOC
 * @param tracks that may be used
 */
public record LabSlots(HostVolume volume, int first, int tracks) implements Slots {

    /** Those that are written at one time have tracks of their own. */
    private static final List<String> FIXED = List.of("content", "oracle-a", "oracle-b", "oracle-c");

    /** All that a small volume has behind its label. */
    private static final int BEHIND_LABEL = 12;

    /** On a volume that bears nothing but a label, in its first track. */
    public static LabSlots on(HostVolume volume) {
        return new LabSlots(volume, 1, BEHIND_LABEL);
    }

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

    private int track(String slot) {
        int place = FIXED.indexOf(slot);
        return first + (place >= 0 ? place : FIXED.size() + Math.floorMod(slot.hashCode(), tracks - FIXED.size()));
    }
}
