package org.copyblade.shell.internal.deploy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * The folder deploy/ seen beside the framework: every jar in it and what became of it, and every bundle elsewhere of which a
 * component failed; found out anew at each call.
 */
final class DeployFolder {
    private final BundleContext context;
    private final Path folder;
    private final Lacks lacks;
    private final ComponentFailures failures;

    DeployFolder(BundleContext context, ServiceComponentRuntime components) {
        this.context = context;
        this.folder = Path.of(context.getProperty("copyblade.deploy"))
                .toAbsolutePath()
                .normalize();
        this.lacks = new Lacks(context);
        this.failures = new ComponentFailures(components);
    }

    List<DeployedFile> files() throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.jar")) {
            stream.forEach(jars::add);
        }
        jars.sort(null);
        Stream<DeployedFile> elsewhere = Stream.of(context.getBundles())
                .filter(bundle -> !holds(bundle))
                .map(bundle -> inspect("-", bundle))
                .filter(bundle -> bundle.problem().isPresent());
        return Stream.concat(jars.stream().map(this::inspect), elsewhere).toList();
    }

    /** Why the file is no bundle, or empty when it is one. */
    static Optional<CopybladeException> objection(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
            if (main.getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
                return Optional.of(notABundle(jar, "its manifest has no Bundle-SymbolicName"));
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(notABundle(jar, unreadable.getMessage()));
        }
    }

    boolean holds(Bundle bundle) {
        return bundle.getLocation().startsWith(location(folder));
    }

    /** As File Install writes it: {@code file:/path}, where a path's own URI would begin with three slashes. */
    private static String location(Path path) {
        return path.toFile().toURI().toString();
    }

    private static CopybladeException notABundle(Path jar, String why) {
        return new CopybladeException(
                ErrorCode.DEPLOY_NOT_A_BUNDLE, "cannot deploy '" + jar.getFileName() + "': " + why);
    }

    private DeployedFile inspect(Path jar) {
        String name = jar.getFileName().toString();
        Bundle bundle = context.getBundle(location(jar));
        if (bundle != null) {
            return inspect(name, bundle);
        }
        return objection(jar)
                .map(problem -> DeployedFile.refused(name, problem))
                .orElseGet(() -> DeployedFile.waiting(name));
    }

    private DeployedFile inspect(String name, Bundle bundle) {
        String identity = bundle.getSymbolicName() + " " + bundle.getVersion();
        DeployedFile.State state = state(bundle);
        Optional<CopybladeException> problem =
                state == DeployedFile.State.UNRESOLVED ? Optional.of(unresolved(name, bundle)) : failed(bundle);
        return new DeployedFile(name, identity, state, problem);
    }

    private Optional<CopybladeException> failed(Bundle bundle) {
        List<String> failed = failures.of(bundle);
        return failed.isEmpty()
                ? Optional.empty()
                : Optional.of(new CopybladeException(
                        ErrorCode.COMPONENT_FAILED,
                        "bundle " + bundle.getSymbolicName() + " has components that failed to activate: "
                                + String.join("; ", failed)));
    }

    private CopybladeException unresolved(String name, Bundle bundle) {
        List<String> missing = lacks.of(bundle);
        String why = missing.isEmpty()
                ? "what it needs is there, but cannot be used together or lacks something itself"
                : "it lacks " + String.join("; ", missing);
        return new CopybladeException(ErrorCode.DEPLOY_UNRESOLVED, "cannot resolve '" + name + "': " + why);
    }

    private static DeployedFile.State state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> DeployedFile.State.ACTIVE;
            case Bundle.STARTING -> DeployedFile.State.STARTING;
            case Bundle.INSTALLED -> DeployedFile.State.UNRESOLVED;
            default -> DeployedFile.State.STOPPED;
        };
    }
}
