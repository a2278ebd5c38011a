package org.copyblade.demo.ims.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.copyblade.api.Backup;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArraySeed;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.ds8000.Ds8000Face;
import org.copyblade.lab.ims.ImsPlex;
import org.copyblade.lab.ims.ImsSubsystem;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zosmf.ZosmfFace;

/** Storage, z/OS and a working IMS, each behind its protocol on the loopback address. Safe for many threads. */
final class Laboratory implements AutoCloseable {

    /** Pause of each region after a unit of work: a load that leaves a small machine time for everything else. */
    private static final int THINK_MS = 10;

    private static final Duration ARCHIVE_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_MS = 50;

    private final VirtualArray array;
    private final Ds8000Face ds8000;
    private final ZosmfFace zosmf;
    private final ImsSubsystem ims;
    private final ImsLabConfiguration configuration;
    private final Map<String, HostVolume> originals;

    private Laboratory(VirtualArray array, Ds8000Face ds8000, ZosmfFace zosmf, ImsSubsystem ims, Path password)
            throws ArrayException {
        this.array = array;
        this.ds8000 = ds8000;
        this.zosmf = zosmf;
        this.ims = ims;
        this.configuration =
                new ImsLabConfiguration(zosmf.port(), ds8000.endpoints().get(0).port(), ds8000.fingerprint(), password);
        this.originals = labelled(ims.plex().orElseThrow().seed().volumes());
    }

    /**
     * Starts all of it.
     *
     * @param home an empty directory
     */
    static Laboratory start(Path seed, Path home) throws SeedException, IOException {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            VirtualArray array = VirtualArray.open(home, paced(SeedFile.read(seed)));
            opened.add(array);
            Ds8000Face ds8000 = Ds8000Face.start(array, home, 0);
            opened.add(ds8000);
            ImsSubsystem ims = new ImsSubsystem();
            ZosmfFace zosmf = ZosmfFace.start(array, home, 0, List.of(ims));
            opened.add(zosmf);
            return new Laboratory(array, ds8000, zosmf, ims, password(home));
        } catch (ArrayException cause) {
            closeAll(opened, cause);
            throw new IOException(cause.getMessage(), cause);
        } catch (SeedException | IOException | RuntimeException cause) {
            closeAll(opened, cause);
            throw cause;
        }
    }

    private static ArraySeed paced(ArraySeed seed) {
        Map<String, Object> group = new HashMap<>(seed.hosts().get("ims"));
        group.put("think_ms", THINK_MS);
        Map<String, Map<String, Object>> hosts = new HashMap<>(seed.hosts());
        hosts.put("ims", group);
        return new ArraySeed(seed.systems(), seed.faults(), hosts);
    }

    private static Path password(Path home) throws IOException {
        Path file = Files.createFile(
                home.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, ImsLabConfiguration.PASSWORD + "\n");
    }

    /** What the product's files of configuration say of it. */
    ImsLabConfiguration configuration() {
        return configuration;
    }

    /** Where it is reached. */
    String addresses() {
        return ds8000.url() + " and " + zosmf.url();
    }

    /** The group, as long as the laboratory runs. */
    ImsPlex plex() {
        return ims.plex().orElseThrow();
    }

    /** Waits until a log was archived: before that one of the volumes holds nothing of the group. */
    void awaitArchive() throws IOException, InterruptedException {
        String archives = plex().seed().prefix() + ".SLDSP.**";
        long deadline = System.nanoTime() + ARCHIVE_LIMIT.toNanos();
        try {
            while (zosmf.sysplex().dataSets().list(archives).isEmpty()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("no log was archived");
                }
                Thread.sleep(LOOK_MS);
            }
        } catch (ZosException cause) {
            throw new IOException("cannot list archived logs: " + cause.getMessage(), cause);
        }
    }

    /** Bytes of data that went through the host of z/OS: none where the storage copies. */
    long hostBytes() {
        return zosmf.hostBytes();
    }

    /** The group's own volumes, by serial. */
    Map<String, HostVolume> originals() {
        return originals;
    }

    /** The volumes that a backup was copied to, by the serials of their originals. */
    Map<String, HostVolume> copies(Backup backup) throws ArrayException {
        Map<String, HostVolume> copies = new TreeMap<>();
        for (Backup.Copy copy : backup.copies()) {
            for (String pair : copy.targets()) {
                CopiedPair names = CopiedPair.of(pair);
                copies.put(serial(names.source()), volume(names.target()));
            }
        }
        return copies;
    }

    /** Tracks that background copies have still to move. */
    long tracksToCopy() {
        return array.systems().stream()
                .flatMap(system -> system.relations().stream())
                .mapToLong(Relation::outOfSyncTracks)
                .sum();
    }

    /** A source is a volume by its id or its serial. */
    private String serial(String source) throws ArrayException {
        return originals.containsKey(source)
                ? source
                : system(source).volser(source).orElse(source);
    }

    private HostVolume volume(String target) throws ArrayException {
        if (find(target).isPresent()) {
            return system(target).host(target);
        }
        return labelled(List.of(target)).get(target);
    }

    private Optional<StorageSystem> find(String id) {
        return array.systems().stream().filter(it -> it.volume(id).isPresent()).findFirst();
    }

    private StorageSystem system(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("there is no volume " + id));
    }

    /** Volumes by their labels; of several with one label, which copies may have, the first: it is the original. */
    private Map<String, HostVolume> labelled(List<String> serials) throws ArrayException {
        Map<String, HostVolume> found = new TreeMap<>();
        for (StorageSystem system : array.systems()) {
            for (Volume volume : system.volumes()) {
                String label = system.volser(volume.id()).orElse("");
                if (serials.contains(label)) {
                    found.putIfAbsent(label, system.host(volume.id()));
                }
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        IOException failure = new IOException("the laboratory did not end in order");
        closeAll(List.of(array, ds8000, zosmf), failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    /** The last one first; what fails is added to a failure that is under way. */
    private static void closeAll(List<AutoCloseable> opened, Throwable failure) {
        for (int index = opened.size() - 1; index >= 0; index--) {
            try {
                opened.get(index).close();
            } catch (Exception cause) {
                failure.addSuppressed(cause);
            }
        }
    }
}
