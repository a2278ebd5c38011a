package org.copyblade.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.copyblade.guard.internal.ServerTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Inside a framework the guard program is put together from the contents of bundles, wherever these came from. */
@Timeout(60)
class OsgiTest {
    @Test
    void guardsAreArmedFromWithinAFramework(@TempDir Path storage) throws Exception {
        Framework framework = new org.apache.felix.framework.FrameworkFactory()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
        try (ServerTree tree = ServerTree.start(2, ServerTree.IDLER)) {
            Path jna = Path.of(Native.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            framework.getBundleContext().installBundle(jna.toUri().toString());
            // Its address says nothing about where its contents are.
            Bundle bundle = framework.getBundleContext().installBundle("memory:guard", guardBundle());
            bundle.start();
            assertThat(holdOnce(bundle, tree)).isEqualTo("IN_FORCE");
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    /** By reflection, because the classes of the bundle are others than those of this test. */
    private static String holdOnce(Bundle bundle, ServerTree tree) throws Exception {
        Class<?> guardsType = bundle.loadClass(Guards.class.getName());
        Class<?> leaderType = bundle.loadClass(Leader.class.getName());
        Class<?> requestType = bundle.loadClass(HoldRequest.class.getName());
        Class<?> pairType = bundle.loadClass(GuardPair.class.getName());
        Constructor<?> newRequest = requestType.getConstructors()[0];
        Object request = newRequest.newInstance(
                "osgi-test-" + UUID.randomUUID(),
                1L,
                leaderType
                        .getMethod("of", long.class)
                        .invoke(null, tree.process().pid()),
                Duration.ofSeconds(10));
        Object guards = guardsType.getConstructor().newInstance();
        Object pair = guardsType.getMethod("arm", requestType).invoke(guards, request);
        pairType.getMethod("suspend").invoke(pair);
        assertThat(tree.states()).containsOnly('T');
        Object resumption = pairType.getMethod("resume").invoke(pair);
        guardsType.getMethod("close").invoke(guards);
        return resumption.getClass().getMethod("verdict").invoke(resumption).toString();
    }

    private static InputStream guardBundle() throws Exception {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "org.copyblade.guard");
        headers.putValue(Constants.IMPORT_PACKAGE, "com.sun.jna,org.osgi.framework");
        Path classes = Path.of(
                Guards.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".class"))::iterator) {
                add(jar, classes.relativize(file).toString(), file);
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void add(JarOutputStream jar, String name, Path file) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(Files.readAllBytes(file));
    }
}
