package org.copyblade.manager.internal.profile;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.SynchronousConfigurationListener;

/**
 * A real framework with Config Admin and File Install on a directory of its own, and a profile book on top, as the platform
 * starts them: configurations are forgotten at each start, because the files are the truth.
 */
final class ScratchPlatform implements AutoCloseable {

    static {
        // Managers that die on purpose, in tests side by side with these, are no fault of these.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private final Path home;
    private final Framework framework;
    private final ProfileBook book;

    private ScratchPlatform(Path home, Framework framework, ProfileBook book) {
        this.home = home;
        this.framework = framework;
        this.book = book;
    }

    static ScratchPlatform start(Path home) throws BundleException, IOException {
        Files.createDirectories(home.resolve("config"));
        Files.createDirectories(home.resolve("data"));
        Path storage = Files.createTempDirectory(home, "framework");
        Map<String, String> settings = new HashMap<>();
        settings.put("org.osgi.framework.storage", storage.toString());
        // The test and the bundles share the API that the test compiles against.
        settings.put("org.osgi.framework.system.packages.extra", "org.osgi.service.cm;version=1.6.1");
        settings.put("felix.cm.dir", storage.resolve("configadmin").toString());
        settings.put("felix.fileinstall.dir", home.resolve("config").toString());
        settings.put("felix.fileinstall.tmpdir", storage.resolve("fileinstall").toString());
        settings.put("felix.fileinstall.poll", "50");
        settings.put("felix.fileinstall.noInitialDelay", "true");
        settings.put("felix.fileinstall.enableConfigSave", "false");
        settings.put("felix.fileinstall.configEncoding", "UTF-8");
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(settings);
        framework.init();
        BundleContext context = framework.getBundleContext();
        for (String name : new String[] {"org.apache.felix.configadmin", "org.apache.felix.fileinstall"}) {
            context.installBundle(jar(name).toURI().toString()).start();
        }
        framework.start();
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        ProfileBook book = new ProfileBook(admin, framework, home.resolve("data"));
        context.registerService(SynchronousConfigurationListener.class, book, null);
        return new ScratchPlatform(home, framework, book);
    }

    ProfileBook book() {
        return book;
    }

    Bundle framework() {
        return framework;
    }

    ConfigurationAdmin admin() {
        BundleContext context = framework.getBundleContext();
        return context.getService(context.getServiceReference(ConfigurationAdmin.class));
    }

    /** Writes a file into the watched folder as an editor does: beside it, then exchanged. */
    Path edit(String name, String... lines) throws IOException {
        return edit(home, name, lines);
    }

    static Path edit(Path home, String name, String... lines) throws IOException {
        Path file = home.resolve("config").resolve(name);
        Files.createDirectories(file.getParent());
        AtomicFile.write(file, String.join("\n", lines) + "\n");
        return file;
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static File jar(String artifact) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(file -> file.getName().startsWith(artifact + "-"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(artifact + " is not on the class path"));
    }
}
