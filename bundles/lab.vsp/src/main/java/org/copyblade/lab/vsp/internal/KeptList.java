package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;

/**
 * Where the pairs of a system are kept, so that they outlive the process.
 *
 * @param <T> what they are, a record
 */
final class KeptList<T> {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private final Path path;
    private final Class<T> type;

    KeptList(Path home, String name, Class<T> type) {
        this.path = home.resolve(name + ".json");
        this.type = type;
    }

    List<T> read() throws IOException {
        return Files.exists(path)
                ? JSON.readValue(path.toFile(), JSON.getTypeFactory().constructCollectionType(List.class, type))
                : List.of();
    }

    /** All of them or, after a death in between, those of before. */
    void write(List<T> items) throws ArrayException {
        try {
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.write(fresh, JSON.writeValueAsBytes(items));
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, "pairs cannot be kept: " + cause.getMessage());
        }
    }
}
