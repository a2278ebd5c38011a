package org.copyblade.shell.internal.deploy;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.copyblade.api.CopybladeException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each problem of deploy/ once. It looks by itself: File Install gives no event for what it passes over, and whoever takes
 * such a file in its place keeps it from being looked at again when it is mended. Only what two looks in a row find is a
 * problem; a jar still being written, or one whose provider comes in the same scan, is none. State is its own thread's.
 */
@Component(immediate = true, service = DeployReporter.class)
public final class DeployReporter {
    private static final Logger LOG = LoggerFactory.getLogger(DeployReporter.class);
    private static final long LOOK_MS = 2000;

    private final DeployFolder folder;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "copyblade-deploy"));
    private Set<String> seen = Set.of();
    private Set<String> reported = Set.of();

    @Activate
    public DeployReporter(BundleContext context, @Reference(name = "components") ServiceComponentRuntime components) {
        this.folder = new DeployFolder(context, components);
        looks.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void stop() {
        looks.shutdownNow();
    }

    private void look() {
        try {
            Set<String> found = folder.files().stream()
                    .flatMap(file -> file.problem().stream())
                    .map(CopybladeException::forPeople)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> lasting = new TreeSet<>(found);
            lasting.retainAll(seen);
            lasting.stream().filter(problem -> !reported.contains(problem)).forEach(LOG::warn);
            seen = found;
            reported = lasting;
        } catch (IOException | IllegalStateException cause) {
            // the folder may be gone for a moment and a bundle may leave while it is looked at: the next look sees
            LOG.debug("cannot look at deploy/", cause);
        }
    }
}
