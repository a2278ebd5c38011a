package org.copyblade.itests.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars to drop into deploy/: written beside it, then renamed into it. */
public final class TestJar {
    private final Manifest manifest = new Manifest();
    private final List<Class<?>> content;

    private TestJar(List<Class<?>> content) {
        this.content = content;
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    public static TestJar plain() {
        return new TestJar(List.of());
    }

    public static TestJar bundle(String name, String version) {
        return new TestJar(List.of()).named(name, version);
    }

    /** A bundle with these classes. */
    public static TestJar bundle(String name, String version, List<Class<?>> content) {
        return new TestJar(content).named(name, version);
    }

    /** The bundle with {@link ProbeCommands}. */
    static TestJar probe(String version) {
        return new TestJar(List.of(ProbeCommands.class, ProbeCommands.Commands.class))
                .named("probe", version)
                .header("Bundle-Activator", ProbeCommands.class.getName())
                .header("Import-Package", "org.copyblade.api,org.osgi.framework");
    }

    public TestJar header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    public void deployTo(Path folder, String file) throws IOException {
        Path written = folder.resolveSibling(file + ".part");
        try (OutputStream out = Files.newOutputStream(written);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : content) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(entry)) {
                    bytes.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        Files.move(written, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private TestJar named(String name, String version) {
        return header("Bundle-ManifestVersion", "2")
                .header("Bundle-SymbolicName", name)
                .header("Bundle-Version", version);
    }
}
