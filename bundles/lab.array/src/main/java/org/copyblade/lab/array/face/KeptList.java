package org.copyblade.lab.array.face;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;

/**
 * Where a face keeps what its protocol knows of pairs beyond the relations of the array, so that it outlives the process. One
 * thread at a time.
 *
 * @param <T> what they are, a record
 */
public final class KeptList<T> {
    private final Path path;
    private final Class<T> type;
    private final ObjectMapper json;

    /**
     * The list of that name.
     *
     * @param home directory of the lab
     * @param json that writes and reads such records
     */
    public KeptList(Path home, String name, Class<T> type, ObjectMapper json) {
        this.path = home.resolve(name + ".json");
        this.type = type;
        this.json = json;
    }

    /** All that was written last, or nothing. */
    public List<T> read() throws IOException {
        return Files.exists(path)
                ? json.readValue(path.toFile(), json.getTypeFactory().constructCollectionType(List.class, type))
                : List.of();
    }

    /** All of them or, after a death in between, those of before. */
    public void write(List<T> items) throws ArrayException {
        try {
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.write(fresh, json.writeValueAsBytes(items));
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, "pairs cannot be kept: " + cause.getMessage());
        }
    }
}
