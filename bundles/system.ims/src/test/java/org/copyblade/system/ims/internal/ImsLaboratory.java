package org.copyblade.system.ims.internal;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.ims.CheckReport;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.ImsPlex;
import org.copyblade.lab.ims.ImsSubsystem;
import org.copyblade.lab.zosmf.ZosmfFace;
import org.copyblade.zosmf.ConnectionConfig;

/** The laboratory of the sample seed, its group at work, and the adapter made from what its file of configuration would hold. */
final class ImsLaboratory implements AutoCloseable {

    private static final Path SEED = Path.of("..", "..", "config", "lab.ims.seed.toml");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** More than there are regions: one of so many units has begun after the first was waited for. */
    private static final int UNITS = 7;

    private final ImsSubsystem subsystem = new ImsSubsystem();
    private final Path directory;
    private final ZosmfFace face;

    private ImsLaboratory(Path directory) throws IOException, SeedException {
        this.directory = directory;
        this.face = ZosmfFace.start(calm(directory), directory.resolve("lab"), 0, List.of(subsystem));
    }

    /** Regions that do not take the processor from what is tried. */
    private static Path calm(Path directory) throws IOException {
        String seed = Files.readString(SEED);
        Path calm = directory.resolve("seed.toml");
        return Files.writeString(calm, seed.replaceFirst("(?m)^think_ms = .*$", "think_ms = 100"));
    }

    static ImsLaboratory start(Path directory) throws IOException, SeedException {
        return new ImsLaboratory(directory);
    }

    /** The keys of the file, with what differs. */
    Map<String, Object> configuration(Map<String, String> other) throws IOException {
        Path password = directory.resolve("password");
        if (!Files.exists(password)) {
            Files.createFile(
                    password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(password, "laboratory\n");
        }
        Map<String, Object> keys = new HashMap<>(Map.ofEntries(
                Map.entry("system.name", "bank"),
                Map.entry("members", "IMS1@SY1,IMS2@SY2"),
                Map.entry("host", "localhost"),
                Map.entry("port", Integer.toString(face.port())),
                Map.entry("user", "STGADM"),
                Map.entry("password.file", password.toString()),
                Map.entry("certificate.sha256", face.fingerprint()),
                Map.entry("suspend.command", "F IMSLOG,SUSPEND,{member},LIMIT={limit.ms}"),
                Map.entry("suspend.reply", "BSY0315I {member}"),
                Map.entry("resume.command", "F IMSLOG,RESUME,{member}"),
                Map.entry("resume.reply", "BSY0316I {member}"),
                Map.entry("idle.reply", "BSY0317E {member}|BSY0319E {member}"),
                Map.entry("suspend.timeout.ms", "20000"),
                Map.entry("proof.timeout.ms", "10000"),
                Map.entry("reslib", "BANKPRD.SDFSRESL"),
                Map.entry("dbdlib", "BANKPRD.DBDLIB"),
                Map.entry("recon.data.sets", "BANKPRD.RECON1,BANKPRD.RECON2,BANKPRD.RECON3"),
                Map.entry("data.sets", "BANKPRD.**"),
                Map.entry("log.data.sets", "BANKPRD.*.OLDS*,BANKPRD.*.WADS*,BANKPRD.SLDSP.**,BANKPRD.RLDSP.**"),
                Map.entry("foreign.data.sets", "SYS2.**")));
        keys.putAll(other);
        return keys;
    }

    /** The same with the members held in another way: by {@code job} or {@code quiesce}. */
    Map<String, Object> heldBy(String way) throws IOException {
        Map<String, Object> keys = configuration(Map.of("hold.by", way));
        keys.keySet()
                .removeAll(List.of("suspend.command", "suspend.reply", "resume.command", "resume.reply", "idle.reply"));
        if (way.equals("quiesce")) {
            keys.put("imsplex", "PLEX1");
        } else {
            keys.put("suspend.job", job("SUSPEND,{member},LIMIT={limit.ms}"));
            keys.put("resume.job", job("RESUME,{member}"));
        }
        return keys;
    }

    private static String job(String request) {
        return "//LOG      EXEC PGM=IMSLOG,PARM='" + request + "'\n//SYSPRINT DD SYSOUT=*";
    }

    /** The adapter as declarative services make it. */
    static ImsSystem system(Map<String, Object> configuration, RemoteGuards guards) {
        return new ImsSystem(
                config(ImsConfig.class, configuration),
                config(ConnectionConfig.class, configuration),
                configuration,
                guards);
    }

    ImsSystem system(RemoteGuards guards) throws IOException {
        return system(configuration(Map.of()), guards);
    }

    static <C> C config(Class<C> type, Map<String, Object> given) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, unused) -> {
                    Object value = given.get(method.getName().replace('_', '.'));
                    if (value == null) {
                        return method.getDefaultValue();
                    }
                    return method.getReturnType() == int.class ? Integer.valueOf(value.toString()) : value;
                }));
    }

    ImsPlex plex() {
        return subsystem.plex().orElseThrow();
    }

    ZosmfFace face() {
        return face;
    }

    void clearFaults() {
        face.array().faults().clear();
    }

    void fault(Fault fault) {
        face.array().faults().add(fault);
    }

    /** An operator's command, and its answer. */
    List<String> command(String text) {
        try {
            return face.sysplex().operator().enter("OPER1", "SY1", text).await(0, PATIENCE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for units that began after the call, while the group is held too. */
    void commit() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long last = plex().committed();
        for (long done = 0; done < UNITS; ) {
            if (System.nanoTime() - end >= 0) {
                throw new IllegalStateException("the group does not work");
            }
            LockSupport.parkNanos(1_000_000);
            long now = plex().committed();
            // Members that were started anew count from 0.
            done += now < last ? now : now - last;
            last = now;
        }
    }

    /** Whether no unit has ended for a while. */
    boolean standsStill() {
        LockSupport.parkNanos(50_000_000);
        long before = plex().committed();
        LockSupport.parkNanos(200_000_000);
        return plex().committed() == before;
    }

    /** What the checker finds on the volumes themselves; of meaning while nobody writes. */
    CheckReport check(Evidence evidence) throws ArrayException {
        StorageSystem storage = face.array().systems().get(0);
        Map<String, HostVolume> volumes = new TreeMap<>();
        for (String id : List.of("0100", "0101", "0102", "0103", "0200", "0201", "0202")) {
            volumes.put(storage.volser(id).orElseThrow(), storage.host(id));
        }
        return ImsPlex.check(volumes, "BANKPRD", evidence);
    }

    @Override
    public void close() throws IOException {
        LeftGuards.end(face.port());
        face.close();
    }
}
