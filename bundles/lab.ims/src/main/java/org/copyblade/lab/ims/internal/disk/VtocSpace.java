package org.copyblade.lab.ims.internal.disk;

import java.util.List;
import java.util.Map;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.Vtoc;

/** Makes and deletes data sets in the tables of contents of volumes, and catalogs nothing. */
final class VtocSpace implements Space {
    private final Map<String, HostVolume> volumes;

    VtocSpace(Map<String, HostVolume> volumes) {
        this.volumes = volumes;
    }

    @Override
    public void allocate(Wanted wanted) {
        wanted.tracks().forEach((volser, tracks) -> change(volser, vtoc -> vtoc.allocate(wanted.name(), tracks)));
    }

    @Override
    public void delete(String name, List<String> volsers) {
        volsers.forEach(volser -> change(volser, vtoc -> vtoc.remove(name)));
    }

    private interface VtocChange {
        void apply(Vtoc vtoc) throws ArrayException, InterruptedException;
    }

    private void change(String volser, VtocChange change) {
        try {
            change.apply(Vtoc.of(volumes.get(volser)));
        } catch (ArrayException cause) {
            throw new DiskFailure("volume " + volser + ": " + cause.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DiskFailure("volume " + volser + ": interrupted while a write waited");
        }
    }
}
