package org.copyblade.blade.flashcopy.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.flashcopy.internal.array.VolumeRanges;
import org.copyblade.blade.flashcopy.internal.rest.Access;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.endpoint.HostClock;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.Secret;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.ds8000.Ds8000Face;

/** A laboratory of one or more systems in a directory, and blades that drive it over TLS. */
final class Laboratory implements AutoCloseable {

    private final Ds8000Face face;

    private Laboratory(Ds8000Face face) {
        this.face = face;
    }

    static Laboratory start(Path directory) throws IOException, SeedException {
        return start(directory, "");
    }

    /** @param keys further keys of the system, each on a line */
    static Laboratory start(Path directory, String keys) throws IOException, SeedException {
        return new Laboratory(Ds8000Face.start(LabSeed.write(directory, keys), directory.resolve("lab"), 0));
    }

    static Laboratory large(Path directory, List<String> serials, int volumes) throws IOException, SeedException {
        return new Laboratory(
                Ds8000Face.start(LabSeed.large(directory, serials, volumes), directory.resolve("lab"), 0));
    }

    Ds8000Face face() {
        return face;
    }

    StorageSystem system() {
        return face.array().systems().get(0);
    }

    void fault(Fault fault) {
        face.array().faults().add(fault);
    }

    /** Requests of one operation that the first system has carried out. */
    long carriedOut(String operation) {
        return face.array().log().entries().stream()
                .filter(entry -> entry.operation().equals(operation))
                .filter(entry -> entry.step() == org.copyblade.lab.array.LoggedOperation.Step.EFFECT)
                .count();
    }

    FlashCopyBlade blade() throws BladeException {
        return blade(settings());
    }

    static FlashCopyBlade blade(FlashSettings settings) throws BladeException {
        return new FlashCopyBlade(new Endpoint(settings), HostClock.system());
    }

    FlashSettings settings() {
        return settings(new FlashSettings.StorageRules(false, false), new FlashSettings.RestoreStyle(false, false));
    }

    FlashSettings settings(FlashSettings.StorageRules rules, FlashSettings.RestoreStyle restore) {
        return settings("lab", URI.create(face.url()), face.fingerprint(), rules, restore, 32);
    }

    FlashSettings settings(int system, int pairsPerRequest) {
        return settings(
                "lab" + system,
                URI.create(face.endpoints().get(system).url()),
                face.fingerprint(),
                new FlashSettings.StorageRules(false, false),
                new FlashSettings.RestoreStyle(false, false),
                pairsPerRequest);
    }

    private static FlashSettings settings(
            String name,
            URI base,
            String pin,
            FlashSettings.StorageRules rules,
            FlashSettings.RestoreStyle restore,
            int pairsPerRequest) {
        return new FlashSettings(
                name,
                access(base, "admin", "secret"),
                new Trust.Pinned(pin),
                VolumeRanges.parse("0200-02FF,0310-0313"),
                Optional.empty(),
                Map.of("02", 0x8200, "03", 0x8300),
                pairsPerRequest,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                rules,
                restore);
    }

    static Access access(URI base, String user, String password) {
        return new Access(
                base,
                user,
                () -> new Secret(password),
                Optional.empty(),
                new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30), 16));
    }

    @Override
    public void close() throws IOException {
        face.close();
    }
}
