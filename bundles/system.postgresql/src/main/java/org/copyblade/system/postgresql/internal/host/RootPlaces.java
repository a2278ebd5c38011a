package org.copyblade.system.postgresql.internal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Files that root may open by their names, because nobody else can put a link, or anything else, where they are. */
public final class RootPlaces {

    private static final int WRITABLE_BY_OTHERS = 0022;

    private RootPlaces() {}

    /** The path of a file, there or not, without any link in it; empty if anybody but root decides what is there. */
    public static Optional<Path> of(Path file) {
        try {
            Path place = Files.exists(file)
                    ? file.toRealPath()
                    : file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
            for (Path directory = place.getParent(); directory != null; directory = directory.getParent()) {
                if (!isWrittenByRootOnly(directory)) {
                    return Optional.empty();
                }
            }
            // One that leads nowhere: its end may be made anywhere.
            return Files.isSymbolicLink(place) ? Optional.empty() : Optional.of(place);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isWrittenByRootOnly(Path directory) throws IOException {
        int mode = (Integer) Files.getAttribute(directory, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return ServerOwner.uidOf(directory) == 0 && (mode & WRITABLE_BY_OTHERS) == 0;
    }
}
