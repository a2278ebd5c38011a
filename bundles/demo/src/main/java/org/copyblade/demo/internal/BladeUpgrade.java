package org.copyblade.demo.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;

/** Replaces the bundle of a blade by its next version while the platform runs. */
final class BladeUpgrade {

    private final BundleContext context;

    BladeUpgrade(BundleContext context) {
        this.context = context;
    }

    /**
     * Upgrades a blade in place; returns once the new version is started.
     *
     * @param blade its technology
     * @return the new version
     */
    Version upgrade(String blade) throws CopybladeException, IOException {
        String name = "org.copyblade.blade." + blade;
        Bundle bundle = Arrays.stream(context.getBundles())
                .filter(candidate -> name.equals(candidate.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new CopybladeException(ErrorCode.BLADE_ABSENT, "there is no bundle " + name));
        Version now = bundle.getVersion();
        Version next = new Version(now.getMajor(), now.getMinor(), now.getMicro() + 1, now.getQualifier());
        try {
            bundle.update(new ByteArrayInputStream(withVersion(bundle, next)));
            return next;
        } catch (BundleException e) {
            throw new CopybladeException(
                    ErrorCode.BLADE_ABSENT, "blade " + blade + " did not take version " + next + ": " + e.getMessage());
        }
    }

    /** The same jar with another version: what a maintenance release without changes would be. */
    private static byte[] withVersion(Bundle bundle, Version version) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream from = new JarInputStream(open(bundle))) {
            Manifest manifest = from.getManifest();
            manifest.getMainAttributes().put(new Attributes.Name("Bundle-Version"), version.toString());
            try (JarOutputStream to = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = from.getNextJarEntry(); entry != null; entry = from.getNextJarEntry()) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    from.transferTo(to);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Bundles of the distribution are installed by reference to their file. */
    private static InputStream open(Bundle bundle) throws IOException {
        String location = bundle.getLocation();
        String prefix = "reference:";
        return URI.create(location.startsWith(prefix) ? location.substring(prefix.length()) : location)
                .toURL()
                .openStream();
    }
}
