package org.copyblade.manager.internal.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * All directories of this host that this process needs while it runs: no run may hold them still, and none with memory may lie
 * in what a restore sets back. Safe for many threads.
 */
@Component(service = OwnPlaces.class)
public final class OwnPlaces {

    private static final Map<String, String> BY_PROPERTY = Map.of(
            "copyblade.home", "program",
            "copyblade.config", "configuration",
            "copyblade.runtime", "control socket");
    private static final String DATA = "copyblade.data";

    private final List<OwnPlace> fixed;

    @Activate
    public OwnPlaces(BundleContext context) {
        this(ofPlatform(context));
    }

    /** These and nothing else but what the process itself tells: standard output, temporary files, Java. */
    public OwnPlaces(List<OwnPlace> fixed) {
        this.fixed = List.copyOf(fixed);
    }

    private static List<OwnPlace> ofPlatform(BundleContext context) {
        List<OwnPlace> places = new ArrayList<>();
        Optional.ofNullable(context.getProperty(DATA))
                .ifPresent(data -> places.add(new OwnPlace("data directory", Path.of(data), true)));
        BY_PROPERTY.forEach((property, what) -> Optional.ofNullable(context.getProperty(property))
                .ifPresent(directory -> places.add(new OwnPlace(what, Path.of(directory), false))));
        return places;
    }

    /**
     * All of them now.
     *
     * @param catalog file of the catalog, if it is one
     */
    public List<OwnPlace> all(Optional<Path> catalog) {
        List<OwnPlace> places = new ArrayList<>(fixed);
        catalog.map(Path::getParent).ifPresent(directory -> places.add(new OwnPlace("catalog", directory, true)));
        places.add(new OwnPlace("temporary files", Path.of(System.getProperty("java.io.tmpdir")), false));
        places.add(new OwnPlace("Java", Path.of(System.getProperty("java.home")), false));
        output("standard output", 1).ifPresent(places::add);
        output("error output", 2).ifPresent(places::add);
        return List.copyOf(places);
    }

    /** A write to a terminal or a pipe waits for no filesystem. */
    private static Optional<OwnPlace> output(String what, int descriptor) {
        try {
            Path file = Path.of("/proc/self/fd/" + descriptor).toRealPath();
            return Files.isRegularFile(file)
                    ? Optional.of(new OwnPlace(what, file.getParent(), false))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
