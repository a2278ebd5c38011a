package org.copyblade.lab.array;

/** What kind of device a volume is to its host. */
public enum Emulation {
    /** Count key data, as a 3390: a track holds 56,664 bytes, a cylinder 15 tracks. */
    CKD(56_664, 57_344),
    /** Fixed blocks: a track holds 128 blocks of 512 bytes. */
    FB(65_536, 65_536);

    /** Tracks in a cylinder of a 3390. */
    public static final int TRACKS_PER_CYLINDER = 15;

    private final int trackBytes;
    private final int slotBytes;

    Emulation(int trackBytes, int slotBytes) {
        this.trackBytes = trackBytes;
        this.slotBytes = slotBytes;
    }

    /** What a host can write on a track, in bytes. */
    public int trackBytes() {
        return trackBytes;
    }

    /** What a track takes in its file, in bytes: whole pages, so that tracks never written take no space. */
    public int slotBytes() {
        return slotBytes;
    }
}
