package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;

/** Where a system's pairs are kept, so that they outlive the process. */
final class PairFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private final Path path;

    PairFile(Path home, String serial) {
        this.path = home.resolve("vsp-pairs-" + serial + ".json");
    }

    List<Pair> read() throws IOException {
        return Files.exists(path) ? JSON.readValue(path.toFile(), new TypeReference<List<Pair>>() {}) : List.of();
    }

    /** All of them or, after a death in between, those of before. */
    void write(List<Pair> pairs) throws ArrayException {
        try {
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.write(fresh, JSON.writeValueAsBytes(pairs));
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, "pairs cannot be kept: " + cause.getMessage());
        }
    }
}
