package org.copyblade.demo.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** Upgrades a blade as an operator does: a new file takes the place of the old one in the watched folder. */
public final class BladeUpgrade {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final BundleContext context;
    private final Path deploy = Path.of(System.getProperty("copyblade.deploy", "deploy"));

    public BladeUpgrade(BundleContext context) {
        this.context = context;
    }

    /**
     * Replaces the jar of a blade by its next version; returns once that is started.
     *
     * @param blade its technology
     * @return the new version
     */
    public Version upgrade(String blade) throws CopybladeException, IOException, InterruptedException {
        String name = "org.copyblade.blade." + blade;
        Version now = running(name)
                .orElseThrow(() -> new CopybladeException(ErrorCode.BLADE_ABSENT, "there is no bundle " + name));
        Version next = new Version(now.getMajor(), now.getMinor(), now.getMicro() + 1, now.getQualifier());
        replace(deploy.resolve(name + ".jar"), next);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!running(name).equals(Optional.of(next))) {
            if (System.nanoTime() - deadline > 0) {
                throw new CopybladeException(
                        ErrorCode.BLADE_ABSENT, "version " + next + " of " + name + " did not start");
            }
            Thread.sleep(10);
        }
        return next;
    }

    private Optional<Version> running(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE)
                .map(Bundle::getVersion)
                .findFirst();
    }

    /** The same jar with another version: what a maintenance release without changes would be. */
    private static void replace(Path jar, Version version) throws IOException {
        Path beside = Files.createTempFile(jar.getParent(), ".", ".new");
        try (JarInputStream from = new JarInputStream(Files.newInputStream(jar))) {
            Manifest manifest = from.getManifest();
            manifest.getMainAttributes().put(new Attributes.Name("Bundle-Version"), version.toString());
            try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(beside), manifest)) {
                for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    from.transferTo(to);
                }
            }
        }
        Files.move(beside, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
