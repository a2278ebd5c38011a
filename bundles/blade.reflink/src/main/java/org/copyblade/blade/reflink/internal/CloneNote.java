package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.copyblade.blade.reflink.internal.ReflinkBinding.Place;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.pool.DurableFile;
import org.copyblade.linux.pool.Facts;

/**
 * How far the making of a clone is, noted beside it. A note counts until the machine is started anew: a clone is not made
 * durable, so nobody knows then what is left of it.
 *
 * @param complete whether all of it is there
 * @param path of a {@link TreeWalk}, at which an incomplete one goes on
 * @param offset within the file there
 */
record CloneNote(boolean complete, String path, long offset) {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private static final String SUFFIX = ".note";

    static final CloneNote BEGUN = new CloneNote(false, "", 0);
    static final CloneNote COMPLETE = new CloneNote(true, "", 0);

    /** Nothing if nobody has begun, or before a start of the machine. */
    static Optional<CloneNote> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Facts facts = Facts.parse(Files.readString(file));
        return facts.text("boot").equals(boot())
                ? Optional.of(new CloneNote(
                        Boolean.parseBoolean(facts.text("complete")), facts.text("path"), facts.number("offset")))
                : Optional.empty();
    }

    /** Where the note of a member lies. */
    static Path of(CopyMember member, Path clones) {
        return clones.resolve("." + member.name() + SUFFIX);
    }

    /** Removes all notes from a directory of clones. */
    static void forgetAll(Path clones) throws IOException {
        try (var notes = Files.newDirectoryStream(clones, ".*" + SUFFIX)) {
            for (Path note : notes) {
                Files.delete(note);
            }
        }
    }

    void write(Path file) throws IOException {
        Facts facts = Facts.none()
                .with("boot", boot())
                .with("complete", complete)
                .with("path", path)
                .with("offset", offset);
        DurableFile.replaceDurably(file, facts.format());
    }

    Place place() {
        return Place.START.at(path, offset, 0);
    }

    private static String boot() throws IOException {
        return Files.readString(BOOT).trim();
    }
}
