package org.copyblade.linux.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;

/**
 * Where a pool is or will be.
 *
 * @param path absolute, without symbolic links as far as it exists
 * @param existing the nearest directory above it that is there, or itself
 * @param problem why nothing can be put there
 */
public record PoolPlace(Path path, Path existing, Optional<String> problem) {

    public PoolPlace {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(existing, "existing");
        Objects.requireNonNull(problem, "problem");
    }

    /** The place that somebody wrote down. */
    public static PoolPlace named(String text, MountTable mounts) {
        String printable = "'" + text.replaceAll("\\p{Cntrl}", "?") + "' ";
        if (text.chars().anyMatch(c -> c < ' ')) {
            return unusable(printable + "has a line break or control character");
        }
        try {
            Path path = Path.of(text);
            return path.isAbsolute() ? at(path.normalize(), mounts) : unusable(printable + "is not an absolute path");
        } catch (InvalidPathException | IOException wrong) {
            return unusable(printable + "cannot be used: " + wrong.getMessage());
        }
    }

    /** A place known to be a path. */
    public static PoolPlace at(Path path, MountTable mounts) throws IOException {
        return at(path, mounts, Trust.ofThisProcess());
    }

    static PoolPlace at(Path path, MountTable mounts, Trust trust) throws IOException {
        Path existing = path;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        Path real = existing.toRealPath();
        Path whole = real.resolve(existing.relativize(path)).normalize();
        Mount mount = mounts.holding(real);
        Optional<String> problem = Optional.empty();
        if (!Files.isDirectory(real)) {
            problem = Optional.of(real + " is not a directory");
        } else if (mount.isReadOnly() || !Files.isWritable(real)) {
            problem = Optional.of(real + " cannot be written");
        } else if (Files.isSymbolicLink(path)) {
            problem = existing.equals(path) ? trust.doubtOfOwner(path) : Optional.of("is a link that leads nowhere");
            problem = problem.map(doubt -> path + " " + doubt);
        }
        if (problem.isEmpty() && existing.equals(path)) {
            problem = trust.doubt(real).map(doubt -> real + " " + doubt);
        }
        return new PoolPlace(whole, real, problem);
    }

    /**
     * Where a pool really is that somebody wrote down, which may be a link of root or of the user of this process.
     *
     * @return without symbolic links, if it is there
     * @throws UntrustedException if it is a link of a stranger
     */
    public static Path real(Path named) throws IOException {
        Trust trust = Trust.ofThisProcess();
        if (Files.isSymbolicLink(named)) {
            Optional<String> doubt = trust.doubtOfOwner(named);
            if (doubt.isPresent()) {
                throw new UntrustedException(named, doubt.orElseThrow());
            }
        }
        return Files.exists(named) ? named.toRealPath() : named;
    }

    private static PoolPlace unusable(String problem) {
        return new PoolPlace(Path.of("/"), Path.of("/"), Optional.of(problem));
    }

    /** Why this pool and a source cannot go together, if so. */
    public Optional<String> conflictWith(Path source) {
        if (path.startsWith(source)) {
            return Optional.of("target pool " + path + " is inside the source");
        }
        return source.startsWith(path)
                ? Optional.of("source " + source + " is inside target pool " + path)
                : Optional.empty();
    }

    /** The mount on which the pool lies. */
    public Mount mount(MountTable mounts) {
        return mounts.holding(existing);
    }
}
