package org.copyblade.blade.flashcopy.internal.virtualize;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.flashcopy.internal.rest.Access;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.Secret;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.virtualize.VirtualizeFace;

/** A laboratory of one system in a directory, and blades that drive it over TLS. */
final class ClusterLaboratory implements AutoCloseable {
    private final VirtualizeFace face;

    private ClusterLaboratory(VirtualizeFace face) {
        this.face = face;
    }

    /** @param tracksPerSecond of the background copy */
    static ClusterLaboratory start(Path directory, int tracksPerSecond) throws IOException, SeedException {
        Path seed = Files.writeString(directory.resolve("seed.toml"), seed(tracksPerSecond));
        return new ClusterLaboratory(VirtualizeFace.start(seed, directory.resolve("lab"), 0));
    }

    private static String seed(int tracksPerSecond) {
        return """
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
                  { id = "1000", count = 4, name = "prod_{id}", mib = 1, pool = "P0" },
                  { id = "1020", count = 12, name = "back_{id}", mib = 1, pool = "P0" },
                  { id = "1040", count = 2, name = "thin_{id}", mib = 1, pool = "P0", space_efficient = true },
                  { id = "1050", name = "large", mib = 2, pool = "P0" },
                  { id = "1051", name = "alien", mib = 1, pool = "P0" },
                ]
                """
                .formatted(tracksPerSecond);
    }

    VirtualizeFace face() {
        return face;
    }

    StorageSystem system() {
        return face.array().systems().get(0);
    }

    void fault(Fault fault) {
        face.array().faults().add(fault);
    }

    /** Commands of one kind that were carried out. */
    long carriedOut(String command) {
        return face.array().log().entries().stream()
                .filter(entry -> entry.operation().equals(command) && entry.step() == Step.EFFECT)
                .count();
    }

    VirtualizeBlade blade() throws BladeException {
        return blade(settings());
    }

    static VirtualizeBlade blade(ClusterSettings settings) throws BladeException {
        return new VirtualizeBlade(new ClusterEndpoint(settings));
    }

    ClusterSettings settings() {
        return settings(face.url(), "secret", new Trust.Pinned(face.fingerprint()));
    }

    static ClusterSettings settings(String url, String password, Trust trust) {
        return new ClusterSettings(
                "lab",
                new Access(
                        URI.create(url),
                        "admin",
                        () -> new Secret(password),
                        Optional.empty(),
                        new Limits(Duration.ofSeconds(20), Duration.ofSeconds(30), 8)),
                trust,
                VolumeNames.parse("back_*,thin_*,large"),
                Map.of("/srv/red", "prod_1000", "/srv/green", "prod_1001", "/srv/blue", "prod_1002"),
                100,
                512);
    }

    @Override
    public void close() throws IOException {
        face.close();
    }
}
