package org.copyblade.manager.internal.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good configurations on disk, so that a bad edit leaves them in force over a restart, too. Not for several
 * threads.
 */
final class LastGoodFile {

    private static final Logger LOG = LoggerFactory.getLogger(LastGoodFile.class);
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path path;
    private Map<String, Layer> written;

    LastGoodFile(Path path) {
        this.path = path;
        this.written = read(path);
    }

    /** A layer as it is stored. */
    private record Stored(Map<String, String> values, Set<String> locked, String system) {

        Stored {
            Objects.requireNonNull(values, "values");
            Objects.requireNonNull(locked, "locked");
            Objects.requireNonNull(system, "system");
        }

        static Stored of(Layer layer) {
            return new Stored(new TreeMap<>(layer.values()), new TreeSet<>(layer.locked()), layer.system());
        }

        Layer layer() {
            return new Layer(values, locked, system);
        }
    }

    /** By PID. */
    Map<String, Layer> layers() {
        return written;
    }

    /** Stores these layers, by PID, if they are others than before. */
    void write(Map<String, Layer> layers) {
        if (layers.equals(written)) {
            return;
        }
        try {
            Map<String, Stored> stored = new TreeMap<>();
            layers.forEach((pid, layer) -> stored.put(pid, Stored.of(layer)));
            AtomicFile.write(path, JSON.writeValueAsString(stored));
            written = Map.copyOf(layers);
        } catch (IOException e) {
            // In force it is all the same; the next change tries again.
            LOG.error("the configuration in force could not be stored in {}: {}", path, e.toString());
        }
    }

    private static Map<String, Layer> read(Path path) {
        try {
            if (!Files.exists(path)) {
                return Map.of();
            }
            Map<String, Stored> stored = JSON.readValue(Files.readString(path), new TypeReference<>() {});
            Map<String, Layer> layers = new HashMap<>();
            stored.forEach((pid, layer) -> {
                if (isKnown(layer)) {
                    layers.put(pid, layer.layer());
                }
            });
            return Map.copyOf(layers);
        } catch (JsonProcessingException e) {
            LOG.warn("{} is damaged and not used; what is right in config/ is in force", path);
            return Map.of();
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", path, e.toString());
            return Map.of();
        }
    }

    /** Another version may have stored options that are unknown by now. */
    private static boolean isKnown(Stored layer) {
        return layer.values().entrySet().stream().allMatch(entry -> Options.find(entry.getKey())
                .filter(option -> option.accepts(entry.getValue()))
                .isPresent());
    }
}
