package org.copyblade.itests.cluster;

import java.io.ByteArrayOutputStream;
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
import java.util.Random;
import java.util.TreeMap;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.flashcopy.internal.virtualize.VirtualizeBlade;
import org.copyblade.blade.flashcopy.internal.virtualize.VirtualizeConfig;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.itests.rig.RigCatalog;
import org.copyblade.itests.rig.RigConfig;
import org.copyblade.itests.rig.RigReference;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.LoggedOperation;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.virtualize.VirtualizeFace;
import org.copyblade.manager.internal.blade.BladeRegistry;
import org.copyblade.manager.internal.place.Claims;
import org.copyblade.manager.internal.place.OwnPlaces;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.profile.RefusedProfile;
import org.copyblade.manager.internal.service.BackupsFront;
import org.copyblade.manager.internal.service.ManagerCore;
import org.copyblade.manager.internal.service.RestoresFront;
import org.copyblade.manager.internal.service.RunsFront;
import org.copyblade.manager.internal.system.SystemRegistry;

/**
 * A laboratory's system of Storage Virtualize with three volumes behind directories, and the product in this process: the
 * manager and the blade, made from what its file of configuration would hold. One thread.
 */
final class ClusterRig implements AutoCloseable {

    /** The volume behind the directory of each data set. */
    private static final Map<String, String> VOLUMES =
            new TreeMap<>(Map.of("red", "1000", "green", "1001", "blue", "1002"));

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PROFILE = "nightly";
    private static final String PASSWORD = "secret";
    private static final String SEED =
            """
            [[systems]]
            serial = "78LAB01"
            name = "lab"
            cascading = true
            multiple_incremental = true
            maximum_targets = 256
            background_tracks_per_second = %d
            users = [{ name = "admin", password = "secret" }]
            pools = [{ id = "P0", name = "pool", type = "fb", capacity_mib = 1024 }]
            subsystems = [{ id = "10", type = "fb", ssid = "FF10" }]
            volumes = [
              { id = "1000", count = 3, name = "prod_{id}", mib = 1, pool = "P0" },
              { id = "1020", count = 12, name = "back_{id}", mib = 1, pool = "P0" },
            ]
            """;

    private final VirtualizeFace face;
    private final VirtualizeBlade blade;
    private final DisksSystem system;
    private final ManagerCore core;
    private final Random random = new Random(1);

    /** @param tracksPerSecond of the background copy */
    ClusterRig(Path directory, int tracksPerSecond) throws Exception {
        face = VirtualizeFace.start(
                Files.writeString(directory.resolve("seed.toml"), SEED.formatted(tracksPerSecond)),
                directory.resolve("lab"),
                0);
        Path password = Files.createFile(
                directory.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, PASSWORD + "\n");
        Map<String, String> places = new TreeMap<>();
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, String> volume : VOLUMES.entrySet()) {
            Path place = Files.createDirectories(directory.resolve("srv").resolve(volume.getKey()));
            places.put(volume.getKey(), place.toString());
            paths.add(place + "=prod_" + volume.getValue());
        }
        system = new DisksSystem("disks", places);
        Map<String, Object> keys = Map.of(
                "endpoint", "lab",
                "host", "localhost",
                "port", Integer.toString(face.endpoints().get(0).port()),
                "user", "admin",
                "password.file", password.toString(),
                "certificate.sha256", face.fingerprint(),
                "target.volumes", "back_*",
                "paths", String.join(",", paths),
                "copy.rate", "150");
        blade = new VirtualizeBlade(RigConfig.of(VirtualizeConfig.class, keys), keys);
        BladeRegistry blades = new BladeRegistry();
        blades.addBlade(RigReference.of(1, Map.of("blade", "flashcopy", "endpoint", "lab", "version", "1")), blade);
        SystemRegistry systems = new SystemRegistry();
        systems.addSystem(RigReference.of(2, Map.of("system.name", "disks", "system.kind", "disks")), system);
        core = new ManagerCore(
                RigCatalog.open(directory.resolve("data")),
                blades,
                systems,
                new Profile(),
                new OwnPlaces(List.of()),
                new Claims(Optional.empty(), ""));
    }

    private static final class Profile implements ProfileSource {
        @Override
        public List<BackupOptions> usable() {
            return List.of(options(PROFILE, Map.of()));
        }

        @Override
        public List<RefusedProfile> refused() {
            return List.of();
        }

        @Override
        public BackupOptions options(String profile, Map<String, String> overrides) {
            Map<String, String> all = new HashMap<>(Map.of(
                    "system", "disks",
                    "blade", "flashcopy",
                    "fast.replication", "required",
                    "generations", "2"));
            all.putAll(overrides);
            return BackupOptions.of(profile, all);
        }
    }

    DisksSystem system() {
        return system;
    }

    /** Writes new bytes on every track of every volume; answers them all, as {@link #contents} does. */
    byte[] write() throws Exception {
        for (String id : VOLUMES.values()) {
            HostVolume volume = storage().host(id);
            for (int track = 0; track < volume.volume().tracks(); track++) {
                byte[] bytes = new byte[volume.read(track).length];
                random.nextBytes(bytes);
                volume.write(track, bytes);
            }
        }
        return contents();
    }

    /** Every byte of every volume, as the host reads it now. */
    byte[] contents() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String id : VOLUMES.values()) {
            HostVolume volume = storage().host(id);
            for (int track = 0; track < volume.volume().tracks(); track++) {
                all.write(volume.read(track));
            }
        }
        return all.toByteArray();
    }

    private StorageSystem storage() {
        return face.array().systems().get(0);
    }

    void fault(Fault fault) {
        face.array().faults().add(fault);
    }

    /** Commands of one kind that were carried out. */
    long carriedOut(String command) {
        return face.array().log().entries().stream()
                .filter(entry -> entry.operation().equals(command))
                .filter(entry -> entry.step() == LoggedOperation.Step.EFFECT)
                .count();
    }

    /** Waits until nothing is being copied any more, in either direction; the laboratory sees that when it is asked. */
    void awaitAllCopied() throws BladeException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!storage().relations().isEmpty()) {
            if (System.nanoTime() - end >= 0) {
                throw new IllegalStateException(
                        "still being copied: " + storage().relations());
            }
            copies();
            Thread.sleep(10);
        }
    }

    /** What copies of ours there are on the storage, whole or not. */
    List<FoundCopy> copies() throws BladeException {
        return blade.list(CopyPolicy.builder().build(), Call.within(PATIENCE));
    }

    Run backup() throws Exception {
        return ended(new BackupsFront(core).start(PROFILE, Map.of()));
    }

    Backup get(Run backup) throws CopybladeException {
        return new BackupsFront(core).get(backup.backup().orElseThrow());
    }

    Run restore(BackupId id) throws Exception {
        return ended(new RestoresFront(core).start(id, true));
    }

    Run undo(RunId restore) throws Exception {
        return ended(new RestoresFront(core).undo(restore));
    }

    Run delete(BackupId id) throws Exception {
        return ended(new BackupsFront(core).delete(id));
    }

    private Run ended(RunId id) throws Exception {
        RunsFront runs = new RunsFront(core);
        Run run = runs.get(id);
        while (run.outcome().isEmpty()) {
            run = runs.await(run, Duration.ofSeconds(1));
        }
        return run;
    }

    @Override
    public void close() throws IOException {
        core.stop();
        face.close();
    }
}
