package org.copyblade.lab.array;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A volume as a host sees it. Safe for many threads; two writes to one track come one after the other.
 *
 * <p>A write returns when it will be found again after the death of the lab's process, and after every point-in-time copy
 * of the track has what the track held before. A write to a frozen volume waits until thaw or timer.
 */
@ProviderType
public interface HostVolume {

    Volume volume();

    /** All bytes of a track; zeros where nothing was written. */
    byte[] read(int track) throws ArrayException;

    /**
     * Writes part of a track.
     *
     * @param offset first byte within the track
     * @throws InterruptedException while the write waits for a thaw; nothing was written then
     */
    void write(int track, int offset, byte[] data) throws ArrayException, InterruptedException;

    /** Writes from the beginning of a track. */
    default void write(int track, byte[] data) throws ArrayException, InterruptedException {
        write(track, 0, data);
    }
}
