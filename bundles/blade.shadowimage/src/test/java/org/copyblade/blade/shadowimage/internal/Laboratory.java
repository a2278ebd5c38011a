package org.copyblade.blade.shadowimage.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.copyblade.blade.drive.LabSlots;
import org.copyblade.blade.shadowimage.internal.array.CopyEngine;
import org.copyblade.blade.shadowimage.internal.array.LdevRanges;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.array.Vsp;
import org.copyblade.blade.shadowimage.internal.rest.Access;
import org.copyblade.blade.shadowimage.internal.rest.KeptSessions;
import org.copyblade.blade.shadowimage.internal.rest.RestClient;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.endpoint.HostClock;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.Secret;
import org.copyblade.endpoint.TlsContexts;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.LoggedOperation;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.vsp.VspFace;

/** A laboratory in a directory, and blades that drive it over TLS. */
final class Laboratory implements AutoCloseable {

    static final int FIRST_TARGET = 512;
    static final int FIRST_UNIT = 0x8200;

    private final VspFace face;

    private Laboratory(VspFace face) {
        this.face = face;
    }

    static Laboratory start(Path directory) throws IOException, SeedException {
        return start(directory, "background_tracks_per_second = 20000", "");
    }

    static Laboratory start(Path directory, String system, String more) throws IOException, SeedException {
        return new Laboratory(VspFace.start(LabSeed.write(directory, system, more), directory.resolve("lab"), 0));
    }

    static Laboratory large(Path directory, int volumes) throws IOException, SeedException {
        return new Laboratory(VspFace.start(LabSeed.large(directory, volumes), directory.resolve("lab"), 0));
    }

    VspFace face() {
        return face;
    }

    StorageSystem system() {
        return face.array().systems().get(0);
    }

    void fault(Fault fault) {
        face.array().faults().add(fault);
    }

    /** Whether everything that was to go wrong has. */
    boolean hasNoFaults() {
        return face.array().faults().pending().isEmpty();
    }

    /** Requests of one operation that were carried out, well or badly. */
    long carriedOut(String operation) {
        return face.array().log().entries().stream()
                .filter(entry -> entry.operation().equals(operation))
                .filter(entry -> entry.step() == LoggedOperation.Step.EFFECT)
                .count();
    }

    /** Requests of one operation that came, whatever became of them. */
    long received(String operation) {
        return face.array().log().entries().stream()
                .filter(entry -> entry.operation().equals(operation))
                .filter(entry -> entry.step() == LoggedOperation.Step.RECEIVED)
                .count();
    }

    ShadowImageBlade blade() throws BladeException {
        return blade(settings());
    }

    static ShadowImageBlade blade(ShadowSettings settings) throws BladeException {
        return new ShadowImageBlade(new Endpoint(settings), HostClock.system());
    }

    /** Somebody else who uses the storage, with a session of his own. */
    CopyEngine stranger() throws IOException {
        return stranger(Method.PAIR);
    }

    CopyEngine stranger(Method method) throws IOException {
        return array().engine(method);
    }

    /** The same, for what is not about pairs. */
    Vsp array() throws IOException {
        ShadowSettings settings = settings();
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "stranger");
            thread.setDaemon(true);
            return thread;
        });
        RestClient client =
                new RestClient(settings.access(), TlsContexts.of(settings.trust()), threads, KeptSessions.none());
        return new Vsp(client, -1);
    }

    ShadowSettings settings() {
        return settings(access("admin", "secret"), new Trust.Pinned(face.fingerprint()), "512-551,1024-2047", false);
    }

    static ShadowSettings settings(Access access, Trust trust, String targets, boolean quickRestore) {
        return settings(LabSeed.STORAGE, access, trust, targets, quickRestore);
    }

    /** @param storage which storage the endpoint takes it for */
    static ShadowSettings settings(String storage, Access access, Trust trust, String targets, boolean quickRestore) {
        Map<String, Integer> volsers = new HashMap<>();
        for (int ldev = 256; ldev < 276; ldev++) {
            volsers.put(String.format("PR%04X", ldev), ldev);
        }
        for (int ldev = 768; ldev < 770; ldev++) {
            volsers.put(String.format("PR%04X", ldev), ldev);
        }
        return new ShadowSettings(
                "lab",
                storage,
                access,
                trust,
                LdevRanges.parse(targets),
                volsers,
                UnitMap.parse("512-551=8200"),
                1,
                15,
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                quickRestore);
    }

    /** The same, to wait this long for requests without answer. */
    static ShadowSettings patient(ShadowSettings settings, Duration lateRequestLimit) {
        return new ShadowSettings(
                settings.endpoint(),
                settings.storage(),
                settings.access(),
                settings.trust(),
                settings.targets(),
                settings.volsers(),
                settings.units(),
                settings.snapshotPool(),
                settings.pace(),
                settings.look(),
                lateRequestLimit,
                settings.quickRestore());
    }

    /** The same, with another pool of snapshots. */
    static ShadowSettings withPool(ShadowSettings settings, int snapshotPool) {
        return new ShadowSettings(
                settings.endpoint(),
                settings.storage(),
                settings.access(),
                settings.trust(),
                settings.targets(),
                settings.volsers(),
                settings.units(),
                snapshotPool,
                settings.pace(),
                settings.look(),
                settings.lateRequestLimit(),
                settings.quickRestore());
    }

    Access access(String user, String password) {
        URI objects = URI.create(face.endpoints().get(0).url() + "/v1/objects/storages/" + LabSeed.STORAGE);
        return access(objects, user, password);
    }

    static Access access(URI objects, String user, String password) {
        return new Access(
                objects,
                user,
                () -> new Secret(password),
                new Limits(Duration.ofSeconds(20), Duration.ofSeconds(60), 16));
    }

    LabSlots slots(int ldev) {
        try {
            return LabSlots.on(system().host(String.format("%04X", ldev)));
        } catch (org.copyblade.lab.array.ArrayException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        face.close();
    }
}
