package org.copyblade.blade.dfsmsdss.internal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.check.Slots;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;

/**
 * Slots as tracks of a volume: the length, then the bytes.
 *
 * @param first track that may be used
 */
record LabSlots(HostVolume volume, int first) implements Slots {

    private static final List<String> FIXED = List.of("content", "oracle-a", "oracle-b", "oracle-c");
    private static final int TRACKS = 15;

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
        return first + (place >= 0 ? place : FIXED.size() + Math.floorMod(slot.hashCode(), TRACKS - FIXED.size()));
    }
}
