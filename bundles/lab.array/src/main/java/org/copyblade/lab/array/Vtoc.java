package org.copyblade.lab.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.copyblade.lab.array.ArrayException.Reason;

/**
 * The volume table of contents of a CKD volume: which data sets lie where. It is on the volume, from its second track to the
 * end of its first cylinder, and is copied with it. Whoever changes it sees to it that nobody else does at the same time.
 */
public final class Vtoc {
    /** Where it lies. */
    public static final Extent EXTENT = new Extent(1, Emulation.TRACKS_PER_CYLINDER - 1);

    private static final int ENTRIES_ON_A_TRACK = 50;

    private final HostVolume volume;

    private Vtoc(HostVolume volume) {
        this.volume = volume;
    }

    /** That of a volume, which must have one. */
    public static Vtoc of(HostVolume volume) throws ArrayException {
        byte[] first = Arrays.copyOf(volume.read(EXTENT.first()), Dscb.BYTES);
        if (volume.volume().emulation() != Emulation.CKD || !Dscb.isOfVtoc(first)) {
            throw new ArrayException(Reason.INVALID, "volume " + volume.volume().id() + " has no VTOC");
        }
        return new Vtoc(volume);
    }

    /** What the first track of an empty one begins with. */
    public static byte[] empty() {
        return Dscb.ofVtoc(EXTENT);
    }

    /** All data sets, by their place in the table. */
    public List<DataSetOnVolume> dataSets() throws ArrayException {
        List<DataSetOnVolume> found = new ArrayList<>();
        for (byte[] entry : entries()) {
            Dscb.dataSet(entry).ifPresent(found::add);
        }
        return found;
    }

    public Optional<DataSetOnVolume> find(String name) throws ArrayException {
        return dataSets().stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /** Makes a data set on the first range of free tracks that is long enough. */
    public DataSetOnVolume allocate(String name, int tracks) throws ArrayException, InterruptedException {
        return allocate(name, tracks, DataSetForm.NONE);
    }

    /** The same with what is known of its content. */
    public DataSetOnVolume allocate(String name, int tracks, DataSetForm form)
            throws ArrayException, InterruptedException {
        DataSetOnVolume made = new DataSetOnVolume(name, List.of(free(tracks)), form);
        add(made);
        return made;
    }

    /** Enters a data set whose tracks are free. */
    public void add(DataSetOnVolume dataSet) throws ArrayException, InterruptedException {
        if (find(dataSet.name()).isPresent()) {
            throw refused(dataSet.name() + " is there already");
        }
        for (Extent extent : dataSet.extents()) {
            if (taken().stream().anyMatch(extent::overlaps)
                    || extent.first() + extent.tracks() > volume.volume().tracks()) {
                throw refused("tracks of " + dataSet.name() + " are not free");
            }
        }
        List<byte[]> entries = entries();
        for (int number = 1; number < entries.size(); number++) {
            if (Dscb.dataSet(entries.get(number)).isEmpty()) {
                write(number, Dscb.ofDataSet(dataSet, volser()));
                return;
            }
        }
        throw refused("the VTOC is full");
    }

    /** Writes another form for a data set that is there. */
    public void form(String name, DataSetForm form) throws ArrayException, InterruptedException {
        int place = place(name);
        write(
                place,
                Dscb.ofDataSet(
                        new DataSetOnVolume(name, find(name).orElseThrow().extents(), form), volser()));
    }

    public void remove(String name) throws ArrayException, InterruptedException {
        write(place(name), new byte[Dscb.BYTES]);
    }

    public void rename(String name, String other) throws ArrayException, InterruptedException {
        if (find(other).isPresent()) {
            throw refused(other + " is there already");
        }
        int place = place(name);
        DataSetOnVolume before = find(name).orElseThrow();
        DataSetOnVolume renamed = new DataSetOnVolume(other, before.extents(), before.form());
        write(place, Dscb.ofDataSet(renamed, volser()));
    }

    private int place(String name) throws ArrayException {
        List<byte[]> entries = entries();
        for (int number = 1; number < entries.size(); number++) {
            if (Dscb.dataSet(entries.get(number))
                    .filter(it -> it.name().equals(name))
                    .isPresent()) {
                return number;
            }
        }
        throw refused(name + " is not there");
    }

    private Extent free(int tracks) throws ArrayException {
        int first = 0;
        for (Extent extent : taken()) {
            if (extent.first() - first >= tracks) {
                return new Extent(first, tracks);
            }
            first = extent.first() + extent.tracks();
        }
        if (volume.volume().tracks() - first < tracks) {
            throw new ArrayException(
                    Reason.OUT_OF_SPACE, "volume " + volume.volume().id() + " has no " + tracks + " tracks in a row");
        }
        return new Extent(first, tracks);
    }

    /** Label, VTOC and data sets, in the order of their tracks. */
    private List<Extent> taken() throws ArrayException {
        List<Extent> taken = new ArrayList<>();
        taken.add(new Extent(0, 1));
        taken.add(EXTENT);
        dataSets().forEach(it -> taken.addAll(it.extents()));
        taken.sort(Comparator.comparingInt(Extent::first));
        return taken;
    }

    private List<byte[]> entries() throws ArrayException {
        List<byte[]> entries = new ArrayList<>();
        for (int track = EXTENT.first(); track < EXTENT.first() + EXTENT.tracks(); track++) {
            byte[] content = volume.read(track);
            for (int number = 0; number < ENTRIES_ON_A_TRACK; number++) {
                entries.add(Arrays.copyOfRange(content, number * Dscb.BYTES, (number + 1) * Dscb.BYTES));
            }
        }
        return entries;
    }

    private void write(int number, byte[] entry) throws ArrayException, InterruptedException {
        volume.write(EXTENT.first() + number / ENTRIES_ON_A_TRACK, number % ENTRIES_ON_A_TRACK * Dscb.BYTES, entry);
    }

    private String volser() throws ArrayException {
        return VolumeLabel.volser(Emulation.CKD, volume.read(0)).orElse("");
    }

    private ArrayException refused(String why) {
        return new ArrayException(Reason.INVALID, "volume " + volume.volume().id() + ": " + why);
    }
}
