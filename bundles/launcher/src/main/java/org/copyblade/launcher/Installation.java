package org.copyblade.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * Where one instance lives: the unpacked distribution, which is only read, and the directories that belong to the instance.
 *
 * @param home the unpacked distribution
 * @param data what the instance writes: catalog, logs, bundle cache
 * @param config the watched configuration files
 * @param deploy the watched folder of blades
 */
record Installation(Path home, Path data, Path config, Path deploy) {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** The installation at {@code home}, each directory of the instance moved where the environment says so. */
    static Installation of(Path home, Map<String, String> environment) {
        return new Installation(
                home,
                directory(environment, "COPYBLADE_DATA", home.resolve("data")),
                directory(environment, "COPYBLADE_CONFIG", home.resolve("config")),
                directory(environment, "COPYBLADE_DEPLOY", home.resolve("deploy")));
    }

    /** A private instance of the same distribution with all its directories under {@code root}. */
    Installation privateIn(Path root) {
        return new Installation(home, root.resolve("data"), root.resolve("config"), root.resolve("deploy"));
    }

    Path logDirectory() {
        return data.resolve("log");
    }

    /** Files whose content stands for {@code $[secret:NAME]} in configurations; conf/framework.properties names it too. */
    private Path secrets() {
        return data.resolve("secrets");
    }

    /**
     * Creates what is missing. The directories of data and secrets are for their owner only; a new folder of blades begins
     * with those of the distribution.
     */
    void createDirectories() throws IOException {
        if (!Files.isDirectory(data)) {
            Files.createDirectories(data.getParent());
            Files.createDirectory(data, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        if (!Files.isDirectory(secrets())) {
            Files.createDirectory(secrets(), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else if (!Files.getPosixFilePermissions(secrets()).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(secrets(), OWNER_ONLY);
        }
        Files.createDirectories(logDirectory());
        Files.createDirectories(config);
        if (!Files.isDirectory(deploy)) {
            Files.createDirectories(deploy);
            copyBlades();
        }
    }

    private void copyBlades() throws IOException {
        try (DirectoryStream<Path> blades = Files.newDirectoryStream(home.resolve("deploy"), "*.jar")) {
            for (Path blade : blades) {
                Files.copy(blade, deploy.resolve(blade.getFileName()));
            }
        }
    }

    private static Path directory(Map<String, String> environment, String variable, Path otherwise) {
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty() ? otherwise : Path.of(value).toAbsolutePath().normalize();
    }
}
