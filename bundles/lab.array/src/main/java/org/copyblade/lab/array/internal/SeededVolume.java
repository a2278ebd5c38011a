package org.copyblade.lab.array.internal;

import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.SubsystemSeed;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.VolumeLabel;
import org.copyblade.lab.array.VolumeSeed;
import org.copyblade.lab.array.Vtoc;

/** Turns what a seed says of volumes into volumes. */
final class SeededVolume {

    private SeededVolume() {}

    static String id(VolumeSeed seed, int index) {
        return seed.idOf(index);
    }

    static Volume of(VolumeSeed seed, int index, SystemSeed system) {
        Emulation emulation = system.subsystems().stream()
                .filter(it -> seed.id().startsWith(it.id()))
                .map(SubsystemSeed::type)
                .findFirst()
                .orElseThrow();
        int tracks = emulation == Emulation.CKD
                ? seed.cylinders() * Emulation.TRACKS_PER_CYLINDER
                : Math.toIntExact((seed.mib() << 20) / Emulation.FB.trackBytes());
        return new Volume(
                seed.idOf(index),
                seed.nameOf(index),
                emulation,
                tracks,
                (long) tracks * emulation.trackBytes(),
                seed.pool(),
                seed.spaceEfficient());
    }

    /** Writes the label and the VTOC that the seed asks for. */
    static void initialise(VolumeSeed seed, int index, LiveVolume volume, TrackIo io) throws ArrayException {
        if (seed.volser().isEmpty()) {
            return;
        }
        try {
            io.write(volume, 0, 0, VolumeLabel.track(seed.volserOf(index)));
            // A start that was interrupted and is repeated finds nothing there but an empty one.
            io.write(volume, Vtoc.EXTENT.first(), 0, Vtoc.empty());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ArrayException(Reason.IO, "interrupted while the volumes were made");
        }
    }
}
