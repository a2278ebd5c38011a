package org.copyblade.itests.ims;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupPlan;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Evidence.Fact;
import org.copyblade.api.ExtractOrder;
import org.copyblade.api.ExtractPlan;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.dfsmsdss.internal.DfsmsdssBlade;
import org.copyblade.blade.dfsmsdss.internal.DssConfig;
import org.copyblade.blade.flashcopy.internal.FlashCopyBlade;
import org.copyblade.blade.flashcopy.internal.FlashCopyConfig;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.itests.rig.RigCatalog;
import org.copyblade.itests.rig.RigConfig;
import org.copyblade.itests.rig.RigReference;
import org.copyblade.lab.array.Extent;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.ds8000.Ds8000Face;
import org.copyblade.lab.ims.CheckReport;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.ImsPlex;
import org.copyblade.lab.ims.ImsSubsystem;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.Device;
import org.copyblade.lab.zosmf.ZosmfFace;
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
import org.copyblade.system.ims.internal.ImsConfig;
import org.copyblade.system.ims.internal.ImsSystem;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.zosmf.ConnectionConfig;

/**
 * The laboratory of the sample seed with both its faces over one array, its group at work, and the product in this process:
 * the manager, the IMS adapter and both blades, made from what their files of configuration would hold.
 */
final class ImsRig implements AutoCloseable {

    static final Map<String, String> SOURCES = new TreeMap<>(Map.of(
            "0100", "IMSLG1", "0101", "IMSLG2", "0102", "IMSSYS", "0103", "IMSARC", "0200", "IMSDB1", "0201", "IMSDB2",
            "0202", "IMSDB3"));

    private static final Path SEED = Path.of(System.getProperty("copyblade.root"), "config", "lab.ims.seed.toml");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern HELD = Pattern.compile("(IMS[12]) BSN=[0-9A-F]+ LSN=([0-9A-F]{8})_([0-9A-F]{8})");

    private final VirtualArray array;
    private final ImsSubsystem subsystem = new ImsSubsystem();
    private final ZosmfFace zosmf;
    private final Ds8000Face ds8000;
    private final RemoteGuards guards = new RemoteGuards();
    private final ImsSystem system;
    private final Catalog catalog;
    private final ManagerCore core;

    ImsRig(Path directory) throws Exception {
        this(directory, Map.of());
    }

    /** @param dfsmsdss what the file of that endpoint says otherwise */
    ImsRig(Path directory, Map<String, String> dfsmsdss) throws Exception {
        Path home = Files.createDirectories(directory.resolve("lab"));
        array = VirtualArray.open(home, SeedFile.read(SEED));
        ds8000 = Ds8000Face.start(array, home, 0);
        zosmf = ZosmfFace.start(array, home, 0, List.of(subsystem));
        Path password = directory.resolve("password");
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, ImsLabConfiguration.PASSWORD + "\n");
        ImsLabConfiguration lab =
                new ImsLabConfiguration(zosmf.port(), ds8000.endpoints().get(0).port(), ds8000.fingerprint(), password);
        // What is to succeed here has time, also on a machine that others use.
        Map<String, Object> ims = new HashMap<>(lab.system());
        ims.putAll(Map.of("suspend.timeout.ms", "20000", "proof.timeout.ms", "10000"));
        system = new ImsSystem(
                RigConfig.of(ImsConfig.class, ims), RigConfig.of(ConnectionConfig.class, ims), ims, guards);
        catalog = RigCatalog.open(directory.resolve("data"));
        core = new ManagerCore(
                catalog,
                blades(lab, dfsmsdss),
                systems(system),
                new Profiles(),
                new OwnPlaces(List.of()),
                new Claims(Optional.empty(), ""));
    }

    private static BladeRegistry blades(ImsLabConfiguration lab, Map<String, String> dfsmsdss) {
        // A pair to a request: as far apart as copies of one window can be.
        Map<String, Object> flash = new HashMap<>(lab.flashCopy());
        flash.put("pairs.per.request", "1");
        Map<String, Object> dss = new HashMap<>(lab.dfsmsdss());
        dss.putAll(dfsmsdss);
        BladeRegistry registry = new BladeRegistry();
        add(registry, 1, new FlashCopyBlade(RigConfig.of(FlashCopyConfig.class, flash), flash));
        add(
                registry,
                2,
                new DfsmsdssBlade(RigConfig.of(DssConfig.class, dss), RigConfig.of(ConnectionConfig.class, dss), dss));
        return registry;
    }

    private static void add(BladeRegistry registry, int number, CopyBlade blade) {
        registry.addBlade(
                RigReference.of(
                        number,
                        Map.of(
                                "blade",
                                blade.info().technology(),
                                "endpoint",
                                blade.info().endpoint(),
                                "version",
                                "1")),
                blade);
    }

    private static SystemRegistry systems(ProtectedSystem system) {
        SystemRegistry registry = new SystemRegistry();
        registry.addSystem(
                RigReference.of(3, Map.of("system.name", system.info().name(), "system.kind", "ims")), system);
        return registry;
    }

    /** A profile for each blade, named after it. */
    private static final class Profiles implements ProfileSource {
        @Override
        public List<BackupOptions> usable() {
            return List.of(options("flashcopy", Map.of()), options("dfsmsdss", Map.of()));
        }

        @Override
        public List<RefusedProfile> refused() {
            return List.of();
        }

        @Override
        public BackupOptions options(String profile, Map<String, String> overrides) {
            Map<String, String> all = new HashMap<>(ImsLabConfiguration.profile(profile));
            all.put("suspend.limit.ms", "60000");
            all.putAll(overrides);
            return BackupOptions.of(profile, all);
        }
    }

    /** Stops the group in order, as an operator does. */
    void stopGroup() throws Exception {
        system.stop(Deadline.within(PATIENCE));
    }

    ImsPlex plex() {
        return subsystem.plex().orElseThrow();
    }

    StorageSystem storage() {
        return array.systems().get(0);
    }

    /** Bytes of data that z/OS has moved through the host. */
    long hostBytes() {
        return zosmf.hostBytes();
    }

    /** An operator's command, and its answer. */
    String command(String text) throws InterruptedException {
        return String.join(
                "\n", zosmf.sysplex().operator().enter("OPER1", "SY1", text).await(0, PATIENCE));
    }

    /** Waits until so many more units have been acknowledged. */
    void work(int units) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long last = plex().committed();
        for (long done = 0; done < units; ) {
            if (System.nanoTime() - end >= 0) {
                throw new IllegalStateException("the group does not work");
            }
            LockSupport.parkNanos(1_000_000);
            long now = plex().committed();
            done += now < last ? now : now - last;
            last = now;
        }
    }

    /** Waits until the group has archived a log: before that one of its volumes holds nothing of it. */
    void workUntilArchived() throws Exception {
        while (zosmf.sysplex().dataSets().list("BANKPRD.SLDSP.**").isEmpty()) {
            work(20);
        }
    }

    /** What a backup would do. */
    BackupPlan plan(String profile, Map<String, String> overrides) throws CopybladeException {
        return new BackupsFront(core).plan(profile, overrides);
    }

    Run backup(String profile, Map<String, String> overrides) throws Exception {
        return ended(new BackupsFront(core).start(profile, overrides));
    }

    Run restore(BackupId id) throws Exception {
        return ended(new RestoresFront(core).start(id, false));
    }

    ExtractPlan planExtract(ExtractOrder order) throws CopybladeException {
        return new RestoresFront(core).planExtract(order);
    }

    Run extract(ExtractOrder order) throws Exception {
        return ended(new RestoresFront(core).extract(order));
    }

    /** Name of an area, which lies on one volume. */
    String dataSetOfOneVolume() throws Exception {
        return zosmf.sysplex().dataSets().list("BANKPRD.**").stream()
                .filter(entry -> entry.volsers().size() == 1)
                .filter(entry -> entry.volsers().get(0).startsWith("IMSDB") && entry.tracks() > 1)
                .min(Comparator.comparing(DataSetEntry::name))
                .orElseThrow()
                .name();
    }

    /** Name of a database data set that lies on two volumes. */
    String dataSetOfTwoVolumes() throws Exception {
        return zosmf.sysplex().dataSets().list("BANKPRD.**").stream()
                .filter(entry -> entry.volsers().size() == 2)
                .filter(entry -> entry.volsers().stream().allMatch(volser -> volser.startsWith("IMSDB")))
                .min(Comparator.comparingInt(DataSetEntry::tracks))
                .orElseThrow()
                .name();
    }

    /** What the product calls the data sets on volumes of databases; those of two volumes have two names. */
    List<String> databases() throws Exception {
        List<String> names = new ArrayList<>();
        for (DataSetEntry entry : zosmf.sysplex().dataSets().list("BANKPRD.**")) {
            for (int i = 0; i < entry.volsers().size(); i++) {
                if (entry.volsers().get(i).startsWith("IMSDB")) {
                    names.add(entry.name().toLowerCase(Locale.ROOT) + (i == 0 ? "" : "-v" + (i + 1)));
                }
            }
        }
        return names;
    }

    /** Every byte of a catalogued data set, as z/OS reads it now. */
    byte[] content(String name) throws Exception {
        return content(zosmf.sysplex().dataSets().find(name).orElseThrow());
    }

    /** Every byte of a data set that lies on these volumes, one share behind the other, catalogued or not. */
    byte[] contentOn(String name, List<String> volsers) throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (String volser : volsers) {
            content.write(content(zosmf.sysplex().dataSets().find(name, volser).orElseThrow()));
        }
        return content.toByteArray();
    }

    private byte[] content(DataSetEntry entry) throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (DataSetEntry.Piece piece : entry.pieces()) {
            HostVolume volume = storage().host(unit(piece.volser()).volume());
            for (Extent extent : piece.extents()) {
                for (int track = extent.first(); track < extent.first() + extent.tracks(); track++) {
                    content.write(volume.read(track));
                }
            }
        }
        return content.toByteArray();
    }

    private Device unit(String volser) {
        return zosmf.sysplex().devices().online(volser).orElseThrow();
    }

    /** Id of the volume on the storage that a backup has copied the source of this serial to. */
    String targetOf(BackupId id, String serial) {
        try {
            Map<String, String> pairs = pairs(id);
            return SOURCES.entrySet().stream()
                    .filter(source -> source.getValue().equals(serial))
                    .map(source -> pairs.get(source.getKey()))
                    .findFirst()
                    .orElseThrow();
        } catch (CopybladeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives a device a serial of its own and varies it online, as an operator does by ICKDSF; answers the serial. */
    String clip(String unit) throws Exception {
        zosmf.sysplex().devices().relabel(unit, "CL" + unit);
        zosmf.sysplex().devices().varyOnline(unit);
        return "CL" + unit;
    }

    /** Varies a device offline and gives it back the serial that it has from its source. */
    void unclip(String unit, String serial) throws Exception {
        zosmf.sysplex().devices().varyOffline(unit);
        zosmf.sysplex().devices().relabel(unit, serial);
    }

    Run delete(BackupId id) throws Exception {
        return ended(new BackupsFront(core).delete(id));
    }

    Backup get(BackupId id) throws CopybladeException {
        return new BackupsFront(core).get(id);
    }

    /** How the steps of a run have ended, as written down. */
    List<String> outcomes(RunId id, String step) throws CatalogException {
        return catalog.journal(id).stream()
                .filter(entry -> entry.kind() == JournalEntry.Kind.OUTCOME)
                .filter(entry -> entry.step().equals(step))
                .map(JournalEntry::data)
                .toList();
    }

    /** Of how many data sets the RECON knows a copy by a backup. */
    int registered(BackupId id) throws InterruptedException {
        return command("IMS1RML DBRC='DB ALL DBDS'").split("UDATA='COPYBLADE[.]" + id + "[.]", -1).length - 1;
    }

    private Run ended(RunId id) throws Exception {
        RunsFront runs = new RunsFront(core);
        Run run = runs.get(id);
        while (run.outcome().isEmpty()) {
            run = runs.await(run, Duration.ofSeconds(1));
        }
        return run;
    }

    /** What was proven: where the logs of the members ended while they were held. */
    Map<String, Evidence.LogRange> heldAt(BackupId id) throws CopybladeException {
        Map<String, Evidence.LogRange> ends = new HashMap<>();
        for (Fact fact : new BackupsFront(core).evidence(id).facts()) {
            if (fact.name().equals("held by")) {
                Matcher member = HELD.matcher(fact.value());
                while (member.find()) {
                    long lsn = Long.parseUnsignedLong(member.group(2) + member.group(3), 16);
                    ends.put(member.group(1), new Evidence.LogRange(lsn, lsn));
                }
            }
        }
        return ends;
    }

    /** Source and target ids of a backup on the storage. */
    Map<String, String> pairs(BackupId id) throws CopybladeException {
        Map<String, String> pairs = new TreeMap<>();
        for (Fact fact : new BackupsFront(core).evidence(id).facts()) {
            if (fact.name().equals("covers")) {
                String[] ends = fact.value().split(" -> |, method ");
                pairs.put(volume(ends[0]), volume(ends[1]));
            }
        }
        return pairs;
    }

    /** Blades name a volume by the id on its storage or by its label. */
    private String volume(String named) {
        String name = named.substring(named.lastIndexOf('/') + 1);
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            if (source.getValue().equals(name)) {
                return source.getKey();
            }
        }
        return name.startsWith("BK") ? name.substring(2) : name;
    }

    /** Checks the copies of a backup, under the serials of their originals. */
    CheckReport checkCopy(BackupId id, Evidence evidence) throws Exception {
        Map<String, HostVolume> volumes = new TreeMap<>();
        for (Map.Entry<String, String> pair : pairs(id).entrySet()) {
            volumes.put(SOURCES.get(pair.getKey()), storage().host(pair.getValue()));
        }
        return ImsPlex.check(volumes, "BANKPRD", evidence);
    }

    /** Checks the originals, while the group is held. */
    CheckReport checkOriginals(List<Evidence.Acknowledged> acknowledged) throws Exception {
        Map<String, Evidence.LogRange> ends = plex().suspend(60_000);
        try {
            Map<String, HostVolume> volumes = new TreeMap<>();
            for (Map.Entry<String, String> source : SOURCES.entrySet()) {
                volumes.put(source.getValue(), storage().host(source.getKey()));
            }
            return ImsPlex.check(volumes, "BANKPRD", new Evidence(true, ends, acknowledged));
        } finally {
            plex().resume();
        }
    }

    @Override
    public void close() throws IOException {
        core.stop();
        guards.close();
        zosmf.close();
        ds8000.close();
        array.close();
    }
}
