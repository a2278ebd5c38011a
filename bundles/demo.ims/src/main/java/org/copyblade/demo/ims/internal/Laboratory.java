package org.copyblade.demo.ims.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.copyblade.api.Backup;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArraySeed;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.ds8000.Ds8000Face;
import org.copyblade.lab.ims.ImsPlex;
import org.copyblade.lab.ims.ImsSubsystem;
import org.copyblade.lab.powermax.PowerMaxFace;
import org.copyblade.lab.vsp.VspFace;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zosmf.ZosmfFace;

/** Storage, z/OS and a working IMS, each behind its vendor's protocol on the loopback address. Safe for many threads. */
final class Laboratory implements AutoCloseable {

    /** Pause of each region after a unit of work: a load that leaves a small machine time for everything else. */
    private static final int THINK_MS = 10;

    private static final Duration ARCHIVE_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_MS = 50;

    private final VirtualArray array;
    private final LabVolumes volumes;
    private final ZosmfFace zosmf;
    private final ImsSubsystem ims;
    private final List<AutoCloseable> opened;
    private final List<String> addresses;
    private final LabEndpoints endpoints;

    private Laboratory(
            VirtualArray array,
            ZosmfFace zosmf,
            ImsSubsystem ims,
            List<AutoCloseable> opened,
            List<String> addresses,
            LabEndpoints endpoints) {
        this.array = array;
        this.volumes = new LabVolumes(array);
        this.zosmf = zosmf;
        this.ims = ims;
        this.opened = List.copyOf(opened);
        this.addresses = List.copyOf(addresses);
        this.endpoints = endpoints;
    }

    /**
     * Starts all of it.
     *
     * @param home an empty directory
     */
    static Laboratory start(Path seed, Path home, Placement placement) throws SeedException, IOException {
        List<AutoCloseable> opened = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        Map<Storage, Integer> ports = new EnumMap<>(Storage.class);
        try {
            VirtualArray array = VirtualArray.open(home, placement.of(paced(SeedFile.read(seed))));
            opened.add(array);
            Ds8000Face ds8000 = Ds8000Face.start(array, home, 0);
            opened.add(ds8000);
            addresses.add(ds8000.url());
            if (placement.has(Storage.VSP)) {
                VspFace vsp = VspFace.start(array, home, 0);
                opened.add(vsp);
                addresses.add(vsp.url());
                ports.put(Storage.VSP, vsp.endpoints().get(0).port());
            }
            if (placement.has(Storage.POWERMAX)) {
                PowerMaxFace powermax = PowerMaxFace.start(array, home, 0);
                opened.add(powermax);
                addresses.add(powermax.url());
                ports.put(Storage.POWERMAX, powermax.port());
            }
            ImsSubsystem ims = new ImsSubsystem();
            ZosmfFace zosmf = ZosmfFace.start(array, home, 0, List.of(ims));
            opened.add(zosmf);
            addresses.add(zosmf.url());
            ImsLabConfiguration lab = new ImsLabConfiguration(
                    zosmf.port(), ds8000.endpoints().get(0).port(), ds8000.fingerprint(), password(home));
            Map<String, String> originals = new LabVolumes(array)
                    .labelled(ims.plex().orElseThrow().seed().volumes());
            return new Laboratory(
                    array, zosmf, ims, opened, addresses, new LabEndpoints(lab, placement, ports, originals));
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
    LabEndpoints endpoints() {
        return endpoints;
    }

    /** Where it is reached. */
    List<String> addresses() {
        return addresses;
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
    Map<String, HostVolume> originals() throws ArrayException {
        Map<String, HostVolume> originals = new TreeMap<>();
        for (Map.Entry<String, String> original : endpoints.originals().entrySet()) {
            originals.put(original.getKey(), volumes.host(original.getValue()));
        }
        return originals;
    }

    /** The volumes that a backup was copied to, until the answer is closed. */
    ShownCopies copies(Backup backup) throws ArrayException {
        return ShownCopies.of(backup, volumes, endpoints.originals());
    }

    /** Tracks that background copies have still to move. */
    long tracksToCopy() {
        return array.systems().stream()
                .flatMap(system -> system.relations().stream())
                .mapToLong(Relation::outOfSyncTracks)
                .sum();
    }

    @Override
    public void close() throws IOException {
        IOException failure = new IOException("the laboratory did not end in order");
        closeAll(opened, failure);
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
