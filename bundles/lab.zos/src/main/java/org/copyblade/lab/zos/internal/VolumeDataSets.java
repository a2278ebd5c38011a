package org.copyblade.lab.zos.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.copyblade.lab.array.DataSetForm;
import org.copyblade.lab.array.DataSetOnVolume;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.DataSetEntry.Piece;
import org.copyblade.lab.zos.DataSetNames;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zos.Devices;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.NewDataSet;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;
import org.copyblade.lab.zos.ZosSettings;
import org.copyblade.lab.zos.ZosSettings.Catalog;

/** Data sets by catalogs and VTOCs; remembers nothing but who holds which name. Safe for many threads. */
public final class VolumeDataSets implements DataSets {
    private static final int TRACK = Emulation.CKD.trackBytes();

    private final Devices devices;
    private final VolumeTables tables;
    private final Catalogs catalogs;
    private final List<Catalog> userCatalogs;
    private final HeldNames held = new HeldNames();

    public VolumeDataSets(Devices devices, ZosSettings settings) {
        this.devices = devices;
        this.tables = new VolumeTables(devices);
        this.catalogs = new Catalogs(settings.catalogs(), this::openCatalog);
        this.userCatalogs = settings.catalogs();
    }

    /** Makes the catalogs of the seed that are not there. */
    public void makeCatalogs(ZosSettings settings) throws ZosException, InterruptedException {
        for (Catalog catalog : settings.catalogs()) {
            if (tables.find(catalog.volume(), catalog.name()).isEmpty()) {
                DataSetForm form = Forms.form(DataSetAttributes.vsam(4096), 1);
                DataSetOnVolume made = tables.allocate(catalog.volume(), catalog.name(), catalog.tracks(), form);
                HostVolume host = tables.host(catalog.volume());
                OpenTracks tracks = new OpenTracks(
                        entry(made, catalog.volume(), ""), List.of(host), () -> {}, 0, (entry, bytes) -> {});
                for (int track = 0; track < catalog.tracks(); track++) {
                    tracks.write(track, 0, new byte[TRACK]);
                }
            }
        }
    }

    @Override
    public DataSetEntry allocate(NewDataSet wanted) throws ZosException, InterruptedException {
        if (!DataSetNames.isName(wanted.name())) {
            throw new ZosException(Reason.INVALID, "'" + wanted.name() + "' is no name of a data set");
        }
        if (wanted.shares().isEmpty() || wanted.shares().stream().anyMatch(it -> it.tracks() < 1)) {
            throw new ZosException(Reason.INVALID, wanted.name() + " needs a volume and 1 track on each at least");
        }
        if (wanted.catalogued() && catalogs.find(wanted.name()).isPresent()) {
            throw new ZosException(Reason.EXISTS, wanted.name() + " is catalogued already");
        }
        List<Piece> pieces = new ArrayList<>();
        boolean done = false;
        try {
            for (NewDataSet.Share share : wanted.shares()) {
                if (tables.find(share.volser(), wanted.name()).isPresent()) {
                    throw new ZosException(
                            Reason.EXISTS, wanted.name() + " is on volume " + share.volser() + " already");
                }
                DataSetForm form = Forms.form(wanted.attributes(), pieces.size() + 1);
                pieces.add(new Piece(
                        share.volser(),
                        tables.allocate(share.volser(), wanted.name(), share.tracks(), form)
                                .extents()));
            }
            if (wanted.catalogued()) {
                catalogs.put(wanted.name(), pieces.stream().map(Piece::volser).toList());
            }
            done = true;
        } finally {
            if (!done) {
                for (Piece piece : pieces) {
                    tables.remove(piece.volser(), wanted.name());
                }
            }
        }
        String catalog = wanted.catalogued() ? catalogs.catalogOf(wanted.name()) : "";
        return new DataSetEntry(wanted.name(), wanted.attributes(), pieces, catalog);
    }

    @Override
    public Optional<DataSetEntry> find(String name) throws ZosException {
        Optional<List<String>> volsers = catalogs.find(name);
        return volsers.isEmpty() ? Optional.empty() : Optional.of(catalogued(name, volsers.get()));
    }

    @Override
    public Optional<DataSetEntry> find(String name, String volser) throws ZosException {
        Optional<DataSetOnVolume> found = tables.find(volser, name);
        return found.isEmpty() ? Optional.empty() : Optional.of(entry(found.get(), volser, catalogFor(name, volser)));
    }

    @Override
    public List<DataSetEntry> list(String filter) throws ZosException {
        Pattern pattern = pattern(filter);
        List<DataSetEntry> found = new ArrayList<>();
        for (Map.Entry<String, List<String>> entry : catalogs.all().entrySet()) {
            if (pattern.matcher(entry.getKey()).matches()) {
                try {
                    found.add(catalogued(entry.getKey(), entry.getValue()));
                } catch (ZosException broken) {
                    // A name whose volumes have nothing of it is listed as z/OS does: with its volumes and no form.
                    found.add(new DataSetEntry(
                            entry.getKey(),
                            new DataSetAttributes(DataSetAttributes.Organization.SEQUENTIAL, "", 0, 0),
                            entry.getValue().stream()
                                    .map(it -> new Piece(it, List.of()))
                                    .toList(),
                            catalogs.catalogOf(entry.getKey())));
                }
            }
        }
        return found;
    }

    @Override
    public List<DataSetEntry> catalogs() throws ZosException {
        List<DataSetEntry> found = new ArrayList<>();
        for (Catalog catalog : userCatalogs) {
            find(catalog.name(), catalog.volume()).ifPresent(found::add);
        }
        return found;
    }

    @Override
    public List<DataSetEntry> onVolume(String volser) throws ZosException {
        List<DataSetEntry> found = new ArrayList<>();
        for (DataSetOnVolume dataSet : tables.dataSets(volser)) {
            found.add(entry(dataSet, volser, catalogFor(dataSet.name(), volser)));
        }
        return found;
    }

    @Override
    public List<String> inconsistencies() throws ZosException {
        TreeSet<String> found = new TreeSet<>();
        Map<String, List<String>> entries = catalogs.all();
        for (Map.Entry<String, List<String>> entry : entries.entrySet()) {
            for (String volser : entry.getValue()) {
                if (devices.online(volser).isEmpty()) {
                    found.add(entry.getKey() + " is catalogued on volume " + volser + ", which is not online");
                } else if (tables.find(volser, entry.getKey()).isEmpty()) {
                    found.add(entry.getKey() + " is catalogued on volume " + volser + ", whose VTOC has it not");
                }
            }
        }
        for (Device device : devices.all()) {
            if (device.online()) {
                for (DataSetOnVolume dataSet : tables.dataSets(device.volser())) {
                    boolean known =
                            entries.getOrDefault(dataSet.name(), List.of()).contains(device.volser());
                    if (!known && !catalogs.names().contains(dataSet.name())) {
                        found.add(dataSet.name() + " is on volume " + device.volser() + " and not catalogued there");
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    @Override
    public OpenDataSet open(String name, Enqueue.Mode mode, String owner) throws ZosException {
        DataSetEntry entry =
                find(name).orElseThrow(() -> new ZosException(Reason.NOT_FOUND, name + " is not catalogued"));
        return open(entry, mode, owner);
    }

    @Override
    public OpenDataSet open(DataSetEntry entry, Enqueue.Mode mode, String owner) throws ZosException {
        Enqueue enqueue = held.take(entry.name(), mode, owner)
                .orElseThrow(() -> new ZosException(Reason.IN_USE, entry.name() + " is in use"));
        boolean opened = false;
        try {
            List<HostVolume> volumes = new ArrayList<>();
            long bytes = 0;
            for (Piece piece : entry.pieces()) {
                volumes.add(tables.host(piece.volser()));
                DataSetForm form = tables.find(piece.volser(), entry.name())
                        .orElseThrow(() -> missing(entry.name(), piece.volser()))
                        .form();
                bytes += (form.lastTrack() + 1L) * TRACK - form.balance();
            }
            opened = true;
            return new OpenTracks(entry, volumes, enqueue, bytes, this::writeEndOfData);
        } finally {
            if (!opened) {
                enqueue.close();
            }
        }
    }

    @Override
    public void delete(String name, String owner) throws ZosException, InterruptedException {
        List<String> volsers =
                catalogs.find(name).orElseThrow(() -> new ZosException(Reason.NOT_FOUND, name + " is not catalogued"));
        Enqueue mine = exclusively(name, owner);
        try {
            for (String volser : volsers) {
                if (devices.online(volser).isPresent()
                        && tables.find(volser, name).isPresent()) {
                    tables.remove(volser, name);
                }
            }
            catalogs.remove(name);
        } finally {
            mine.close();
        }
    }

    @Override
    public void delete(DataSetEntry entry, String owner) throws ZosException, InterruptedException {
        Enqueue mine = exclusively(entry.name(), owner);
        try {
            for (Piece piece : entry.pieces()) {
                tables.remove(piece.volser(), entry.name());
            }
            if (catalogs.find(entry.name()).filter(entry.volsers()::equals).isPresent()) {
                catalogs.remove(entry.name());
            }
        } finally {
            mine.close();
        }
    }

    @Override
    public void catalog(DataSetEntry entry) throws ZosException, InterruptedException {
        Optional<List<String>> there = catalogs.find(entry.name());
        if (there.isPresent() && !there.get().equals(entry.volsers())) {
            throw new ZosException(Reason.EXISTS, entry.name() + " is catalogued on " + there.get() + " already");
        }
        catalogs.put(entry.name(), entry.volsers());
    }

    @Override
    public void uncatalog(String name) throws ZosException, InterruptedException {
        catalogs.remove(name);
    }

    @Override
    public Optional<Enqueue> enqueue(String name, Enqueue.Mode mode, String owner) {
        return held.take(name, mode, owner);
    }

    private Enqueue exclusively(String name, String owner) throws ZosException {
        return held.take(name, Enqueue.Mode.EXCLUSIVE, owner)
                .orElseThrow(() -> new ZosException(Reason.IN_USE, name + " is in use"));
    }

    private DataSetEntry catalogued(String name, List<String> volsers) throws ZosException {
        List<Piece> pieces = new ArrayList<>();
        DataSetForm form = DataSetForm.NONE;
        for (String volser : volsers) {
            DataSetOnVolume found = tables.find(volser, name).orElseThrow(() -> missing(name, volser));
            form = pieces.isEmpty() ? found.form() : form;
            pieces.add(new Piece(volser, found.extents()));
        }
        return new DataSetEntry(name, Forms.attributes(form), pieces, catalogs.catalogOf(name));
    }

    private static DataSetEntry entry(DataSetOnVolume dataSet, String volser, String catalog) {
        return new DataSetEntry(
                dataSet.name(),
                Forms.attributes(dataSet.form()),
                List.of(new Piece(volser, dataSet.extents())),
                catalog);
    }

    private String catalogFor(String name, String volser) throws ZosException {
        return catalogs.find(name).filter(it -> it.contains(volser)).isPresent() ? catalogs.catalogOf(name) : "";
    }

    private OpenDataSet openCatalog(Catalog catalog) throws ZosException {
        DataSetOnVolume found = tables.find(catalog.volume(), catalog.name())
                .orElseThrow(() -> missing(catalog.name(), catalog.volume()));
        return new OpenTracks(
                entry(found, catalog.volume(), ""),
                List.of(tables.host(catalog.volume())),
                () -> {},
                0,
                (entry, bytes) -> {});
    }

    private void writeEndOfData(DataSetEntry entry, long end) throws ZosException, InterruptedException {
        long left = end;
        for (Piece piece : entry.pieces()) {
            DataSetForm form = tables.find(piece.volser(), entry.name())
                    .orElseThrow(() -> missing(entry.name(), piece.volser()))
                    .form();
            long here = Math.min(left, (long) piece.tracks() * TRACK);
            int last = here == 0 ? 0 : (int) ((here - 1) / TRACK);
            int balance = (int) ((last + 1L) * TRACK - here);
            tables.form(
                    piece.volser(),
                    entry.name(),
                    new DataSetForm(
                            form.sequence(),
                            form.organization(),
                            form.recordFormat(),
                            form.blockBytes(),
                            form.recordBytes(),
                            last,
                            balance));
            left -= here;
        }
    }

    private static Pattern pattern(String filter) throws ZosException {
        try {
            return DataSetNames.pattern(filter);
        } catch (IllegalArgumentException cause) {
            throw new ZosException(Reason.INVALID, cause.getMessage());
        }
    }

    private static ZosException missing(String name, String volser) {
        return new ZosException(Reason.INCONSISTENT, name + " is not on volume " + volser);
    }
}
