package org.copyblade.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * The running platform: one framework on one data directory, from the taking of the lock to the removal of the sockets.
 * Used by one thread; only {@link #close} is also called by the JVM's shutdown.
 */
final class Platform implements AutoCloseable {
    /**
     * Of the whole stop, which brings running work to a safe point. What hangs for longer goes with the process, and its end is what
     * lets the guards resume a system that is suspended still; a system manager should not kill us before.
     */
    static final Duration STOP_LIMIT = Duration.ofSeconds(90);

    private static final List<String> STOPPED_FIRST = List.of("org.copyblade.manager", "org.apache.felix.fileinstall");

    private final Installation installation;
    private final Path runtime;
    private final FileChannel lock;
    private final Framework framework;
    /** What goes with the instance when it stops. */
    private final List<Path> temporary = new ArrayList<>();

    private boolean closed;

    private Platform(Installation installation, Path runtime, FileChannel lock, Framework framework) {
        this.installation = installation;
        this.runtime = runtime;
        this.lock = lock;
        this.framework = framework;
    }

    /** Starts the distribution's bundles; returns when the framework has reached its last start level. */
    static Platform start(Installation installation, Map<String, String> environment) throws CopybladeException {
        return start(installation, environment, List.of("bundles"), List.of());
    }

    /** Starts a private instance in {@code root} with demo and laboratory beside the product; it goes when it stops. */
    static Platform startTemporary(Installation installation, Path root, Map<String, String> environment)
            throws CopybladeException {
        return start(installation.privateIn(root), environment, List.of("bundles", "lab", "demo"), List.of(root));
    }

    /** Starts an instance with the laboratory's bundles beside the product's. */
    static Platform startLab(Installation installation, Map<String, String> environment) throws CopybladeException {
        return start(installation, environment, List.of("bundles", "lab"), List.of());
    }

    private static Platform start(
            Installation installation, Map<String, String> environment, List<String> trees, List<Path> temporary)
            throws CopybladeException {
        try {
            installation.createDirectories();
            FileChannel lock = InstanceLock.take(installation.data());
            // The files in config/ are the truth: what Config Admin remembers of a file deleted meanwhile must not come
            // back.
            deleteTree(installation.data().resolve("configadmin"));
            int userId = RuntimeDirectory.ownUserId();
            Path runtime = RuntimeDirectory.create(
                    RuntimeDirectory.candidates(environment, userId), installation.data(), userId);
            Map<String, String> settings = FrameworkSettings.read(installation, runtime);
            publish(settings);
            Framework framework = create(settings);
            Platform platform = new Platform(installation, runtime, lock, framework);
            Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "copyblade-stop"));
            platform.temporary.add(runtime);
            platform.temporary.addAll(temporary);
            platform.boot(trees);
            return platform;
        } catch (IOException | BundleException cause) {
            throw new CopybladeException(
                    ErrorCode.INSTANCE_SILENT, "cannot start on " + installation.data() + ": " + cause.getMessage());
        }
    }

    Path socket() {
        return runtime.resolve("control.sock");
    }

    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Leaves the directory of a temporary instance to whoever wants to look into its logs. */
    synchronized void keepTemporary() {
        temporary.retainAll(List.of(runtime));
    }

    /**
     * Stops the bundles and removes what belongs to the running instance only; stopped already is success. Ends within the limit,
     * whatever hangs: then it leaves everything, the lock too, to the end of the process.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!Bounded.done(this::stopFramework, "copyblade-stop-bundles", STOP_LIMIT)) {
                System.err.println("copyblade: not all bundles have stopped within " + STOP_LIMIT.toSeconds() + " s");
                return;
            }
            Instance.remove(installation.data());
            for (Path root : temporary) {
                deleteTree(root);
            }
            lock.close();
        } catch (IOException cause) {
            System.err.println("copyblade: not stopped cleanly: " + cause.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopFramework() {
        try {
            stopInOrder();
        } catch (BundleException cause) {
            System.err.println("copyblade: not stopped cleanly: " + cause.getMessage());
        }
        try {
            framework.stop();
            framework.waitForStop(STOP_LIMIT.toMillis());
        } catch (BundleException cause) {
            System.err.println("copyblade: not stopped cleanly: " + cause.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs come to a safe point while their blades are still there; then no file of config/ or deploy/ changes a bundle that the
     * framework is stopping as well. In this order: the watcher is interrupted, and must not be waiting for a run then.
     */
    private void stopInOrder() throws BundleException {
        if (framework.getState() != Bundle.ACTIVE && framework.getState() != Bundle.STARTING) {
            return;
        }
        for (String name : STOPPED_FIRST) {
            for (Bundle bundle : framework.getBundleContext().getBundles()) {
                if (name.equals(bundle.getSymbolicName())) {
                    bundle.stop(Bundle.STOP_TRANSIENT);
                }
            }
        }
    }

    /** conf/logback.xml can only see properties of the JVM. */
    private static void publish(Map<String, String> settings) {
        settings.forEach((name, value) -> {
            if (name.startsWith("copyblade.")) {
                System.setProperty(name, value);
            }
        });
    }

    private static Framework create(Map<String, String> settings) throws CopybladeException {
        return ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new CopybladeException(ErrorCode.INSTALLATION_DAMAGED, "lib/ holds no framework"))
                .newFramework(settings);
    }

    private void boot(List<String> trees) throws BundleException, IOException {
        PrintStream console = System.err;
        FrameworkListener reporter = new StartReporter(console);
        framework.init(reporter);
        framework.getBundleContext().addFrameworkListener(reporter);
        List<Path> bundles =
                trees.stream().map(tree -> installation.home().resolve(tree)).toList();
        BundleTree.of(framework.getBundleContext(), bundles).install();
        Instance.ofThisProcess(socket()).writeTo(installation.data());
        framework.start();
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
