package org.copyblade.lab.ims.internal;

import java.util.function.IntConsumer;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.VolumeLabel;
import org.copyblade.lab.array.Vtoc;

/** A volume in memory whose every write is a turn of the simulation; it freezes as one of the array does. */
final class MemoryVolume implements HostVolume {
    private static final int TRACK_BYTES = Emulation.CKD.trackBytes();
    private static final byte[] BLANK = new byte[TRACK_BYTES];

    private final Volume volume;
    private final byte[][] tracks;
    private Turns turns; // null: writes take no turn
    private IntConsumer written = track -> {};
    private boolean frozen;

    private MemoryVolume(Volume volume, byte[][] tracks) {
        this.volume = volume;
        this.tracks = tracks;
    }

    static MemoryVolume create(String volser, int tracks) throws ArrayException {
        MemoryVolume made = new MemoryVolume(
                new Volume("0000", volser, Emulation.CKD, tracks, (long) tracks * TRACK_BYTES, "P0", false),
                new byte[tracks][]);
        made.write(0, 0, VolumeLabel.track(volser));
        made.write(Vtoc.EXTENT.first(), 0, Vtoc.empty());
        return made;
    }

    MemoryVolume copy() {
        return new MemoryVolume(volume, tracks.clone());
    }

    /** Holds from now on what the other one holds now. */
    void putBack(MemoryVolume copy) {
        System.arraycopy(copy.tracks, 0, tracks, 0, tracks.length);
    }

    MemoryVolume inTurns(Turns by) {
        turns = by;
        return this;
    }

    /** Is told of every write after it, in the same turn: the number of the track. */
    void watchedBy(IntConsumer watcher) {
        written = watcher;
    }

    void freeze() {
        frozen = true;
    }

    void thaw() {
        frozen = false;
    }

    @Override
    public Volume volume() {
        return volume;
    }

    @Override
    public byte[] read(int track) {
        return tracks[track] == null ? BLANK.clone() : tracks[track].clone();
    }

    /** As much of a track as a reader that comes in parts gets in one part. */
    void readPart(int track, int from, int to, byte[] into) {
        if (tracks[track] != null) {
            System.arraycopy(tracks[track], from, into, from, to - from);
        }
    }

    boolean isWritten(int track) {
        return tracks[track] != null;
    }

    void replace(int track, byte[] content) {
        tracks[track] = content;
    }

    @Override
    public void write(int track, int offset, byte[] data) throws ArrayException {
        if (track >= tracks.length || offset + data.length > TRACK_BYTES) {
            throw new ArrayException(Reason.VOLUME_UNKNOWN, "no such place on " + volume.name());
        }
        if (turns != null) {
            turns.step();
            turns.await(() -> !frozen);
        }
        byte[] content = read(track);
        System.arraycopy(data, 0, content, offset, data.length);
        tracks[track] = content;
        written.accept(track);
    }
}
