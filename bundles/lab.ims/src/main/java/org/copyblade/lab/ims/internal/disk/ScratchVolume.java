package org.copyblade.lab.ims.internal.disk;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.Volume;

/** A volume whose writes stay in memory: what is tried on it leaves the volume below as it is. */
public final class ScratchVolume implements HostVolume {
    private final HostVolume below;
    private final Map<Integer, byte[]> written = new ConcurrentHashMap<>();

    public ScratchVolume(HostVolume below) {
        this.below = below;
    }

    @Override
    public Volume volume() {
        return below.volume();
    }

    @Override
    public byte[] read(int track) throws ArrayException {
        byte[] own = written.get(track);
        return own == null ? below.read(track) : own.clone();
    }

    @Override
    public synchronized void write(int track, int offset, byte[] data) throws ArrayException {
        byte[] content = read(track);
        System.arraycopy(data, 0, content, offset, data.length);
        written.put(track, content);
    }
}
