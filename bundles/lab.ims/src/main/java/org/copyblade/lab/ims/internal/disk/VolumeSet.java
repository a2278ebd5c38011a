package org.copyblade.lab.ims.internal.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.DataSetOnVolume;
import org.copyblade.lab.array.Extent;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.Vtoc;

/**
 * Volumes by their serials, and the data sets on them. Tables of contents are read once and again after a change made by
 * way of this object or {@link #refresh}. Safe for many threads; who allocates or deletes does so alone.
 */
public final class VolumeSet {
    private final SortedMap<String, HostVolume> volumes;
    private final Map<String, List<DataSetOnVolume>> contents;
    private final Space space;
    private final Runnable beforeWrite;

    private VolumeSet(
            SortedMap<String, HostVolume> volumes,
            Map<String, List<DataSetOnVolume>> contents,
            Space space,
            Runnable beforeWrite) {
        this.volumes = volumes;
        this.contents = contents;
        this.space = space;
        this.beforeWrite = beforeWrite;
    }

    /** Volumes whose tables of contents are changed directly, without a catalog. */
    public static VolumeSet of(Map<String, HostVolume> volumes) {
        SortedMap<String, HostVolume> sorted = new TreeMap<>(volumes);
        return new VolumeSet(sorted, new ConcurrentHashMap<>(), new VtocSpace(sorted), () -> {});
    }

    /** Volumes on which somebody else makes and deletes data sets. */
    public static VolumeSet of(Map<String, HostVolume> volumes, Space space) {
        return new VolumeSet(new TreeMap<>(volumes), new ConcurrentHashMap<>(), space, () -> {});
    }

    /** The same volumes for somebody who may be stopped: the check throws instead of letting a write go. */
    public VolumeSet checkedBy(Runnable check) {
        return new VolumeSet(volumes, contents, space, check);
    }

    public SortedMap<String, HostVolume> volumes() {
        return volumes;
    }

    /** Forgets what it knows of the contents. */
    public void refresh() {
        contents.clear();
    }

    /** Names of all data sets, each with the volumes it is on. */
    public SortedMap<String, List<String>> dataSets() {
        SortedMap<String, List<String>> found = new TreeMap<>();
        for (String volser : volumes.keySet()) {
            for (DataSetOnVolume dataSet : contents(volser)) {
                found.computeIfAbsent(dataSet.name(), name -> new ArrayList<>()).add(volser);
            }
        }
        return found;
    }

    public Optional<BlockFile> find(String name, int blockBytes) {
        List<BlockFile.Piece> pieces = new ArrayList<>();
        for (Map.Entry<String, HostVolume> volume : volumes.entrySet()) {
            for (DataSetOnVolume dataSet : contents(volume.getKey())) {
                if (dataSet.name().equals(name)) {
                    for (Extent extent : dataSet.extents()) {
                        pieces.add(new BlockFile.Piece(volume.getKey(), volume.getValue(), extent));
                    }
                }
            }
        }
        return pieces.isEmpty() ? Optional.empty() : Optional.of(new BlockFile(name, pieces, blockBytes, beforeWrite));
    }

    public BlockFile require(String name, int blockBytes) {
        return find(name, blockBytes)
                .orElseThrow(() -> new DiskFailure("data set " + name + " is on none of the volumes"));
    }

    /** Makes a data set; one that is there already is success. */
    public void allocate(Space.Wanted wanted) {
        if (dataSets().containsKey(wanted.name())) {
            return;
        }
        beforeWrite.run();
        try {
            space.allocate(wanted);
        } finally {
            refresh();
        }
    }

    /** Deletes a data set from all its volumes; not there is success. */
    public void delete(String name) {
        List<String> volsers = dataSets().get(name);
        if (volsers != null) {
            beforeWrite.run();
            try {
                space.delete(name, volsers);
            } finally {
                refresh();
            }
        }
    }

    private List<DataSetOnVolume> contents(String volser) {
        return contents.computeIfAbsent(volser, it -> {
            try {
                return Vtoc.of(volume(it)).dataSets();
            } catch (ArrayException cause) {
                throw new DiskFailure("volume " + it + ": " + cause.getMessage());
            }
        });
    }

    private HostVolume volume(String volser) {
        HostVolume volume = volumes.get(volser);
        if (volume == null) {
            throw new DiskFailure("volume " + volser + " is not online");
        }
        return volume;
    }
}
