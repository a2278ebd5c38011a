package org.copyblade.lab.array.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;
import org.copyblade.lab.array.VolumeGroup;

/**
 * The memory of one storage system: a line for each commit, with its checksum before it, synchronised before the commit
 * returns. A last line that is not whole was never acknowledged and is cut off. Safe for many threads.
 */
final class Journal implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<Change>> CHANGES = new TypeReference<>() {};
    private static final ObjectWriter WRITER = JSON.writerFor(CHANGES);

    private final FileOutputStream file;
    private final StoredState state;
    private boolean broken; // guarded by this

    private Journal(FileOutputStream file, StoredState state) {
        this.file = file;
        this.state = state;
    }

    /** Reads what is there and begins a new file with the sum of it. */
    static Journal open(Path directory) throws IOException, ArrayException {
        Path path = directory.resolve("journal");
        StoredState state = new StoredState();
        if (Files.exists(path)) {
            replay(path, state);
        }
        Path fresh = directory.resolve("journal.new");
        try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
            out.write(line(state.changes()));
            out.getFD().sync();
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        synchroniseDirectory(directory);
        // No channel: an interrupt of one thread would close it for all.
        return new Journal(new FileOutputStream(path.toFile(), true), state);
    }

    StoredState state() {
        return state;
    }

    synchronized List<VolumeGroup> groups() {
        return state.groups();
    }

    /** Makes all changes durable together; after a failure nothing more is taken, because nobody knows what is on disk. */
    synchronized void commit(List<Change> changes) throws ArrayException {
        if (broken) {
            throw new ArrayException(Reason.IO, "the journal has failed before; restart the lab");
        }
        broken = true;
        try {
            file.write(line(changes));
            file.getFD().sync();
        } catch (IOException cause) {
            throw new ArrayException(Reason.IO, "cannot write the journal: " + cause.getMessage());
        }
        broken = false;
        changes.forEach(state::apply);
    }

    @Override
    public synchronized void close() throws IOException {
        broken = true;
        file.close();
    }

    private static void replay(Path path, StoredState state) throws IOException, ArrayException {
        List<String> lines = List.of(Files.readString(path).split("\n", -1));
        // What follows the last end of line is empty, or a commit that was never whole.
        for (int number = 0; number < lines.size() - 1; number++) {
            List<Change> changes = parse(lines.get(number));
            if (changes == null && number < lines.size() - 2) {
                throw new ArrayException(
                        Reason.IO, "line " + (number + 1) + " of " + path + " is damaged; use another directory");
            }
            if (changes != null) {
                changes.forEach(state::apply);
            }
        }
    }

    /** The changes of a line, or null if it is not what was written. */
    private static List<Change> parse(String line) throws JsonProcessingException {
        int blank = line.indexOf(' ');
        String json = line.substring(blank + 1);
        return blank > 0 && line.substring(0, blank).equals(checksum(json)) ? JSON.readValue(json, CHANGES) : null;
    }

    private static byte[] line(List<Change> changes) throws JsonProcessingException {
        String json = WRITER.writeValueAsString(changes);
        return (checksum(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String checksum(String json) {
        CRC32 checksum = new CRC32();
        checksum.update(json.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue());
    }

    private static void synchroniseDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
