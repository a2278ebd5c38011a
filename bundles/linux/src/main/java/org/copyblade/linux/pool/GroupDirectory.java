package org.copyblade.linux.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.copyblade.linux.MountTable;

/**
 * The directory of one copy group in a pool. Members lie in it under their names, which never begin with a dot; our own
 * files do. It comes to be with its marker in it and is renamed before it is taken apart, so a directory under the plain
 * name is always whole.
 */
public final class GroupDirectory {

    static final String MARKER = ".marker";
    private static final String MANIFEST = ".manifest";
    private static final String CLONES = ".clones";
    private static final String RESTORE = ".restore";

    /** The server's own user must get through to a clone; nobody else can list anything, and copies keep their own modes. */
    private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");

    private final Path pool;
    private final String technology;
    private final String group;
    private final Optional<MountedOn> on;
    private final Trust trust;

    GroupDirectory(Path pool, String technology, String group, Optional<MountedOn> on, Trust trust) {
        this.pool = pool;
        this.technology = technology;
        this.group = group;
        this.on = on;
        this.trust = trust;
    }

    String id() {
        return group;
    }

    public Path path() {
        return pool.resolve(group);
    }

    /** Where a member of this group lies. */
    public Path member(String name) {
        return path().resolve(name);
    }

    /** Where writable clones of members lie while they are exposed. */
    public Path clone(String name) {
        return clones().resolve(name);
    }

    public Path clones() {
        return pool.resolve(group + ".clone");
    }

    /** Where the directory goes before it is taken apart. */
    public Path tombstone() {
        return pool.resolve("." + group + ".withdrawn");
    }

    private Path fresh() {
        return pool.resolve("." + group + ".new");
    }

    /** Whether the name is taken by somebody who is not this technology of ours. */
    public boolean isForeign() throws IOException {
        Path directory = path();
        return isThere(directory)
                && (isUnmarked(directory)
                        || trust.doubt(directory).isPresent()
                        || trust.doubt(directory.resolve(MARKER)).isPresent()
                        || isOfAnotherTechnology(directory));
    }

    private static boolean isUnmarked(Path directory) throws IOException {
        return !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) || !Trust.isThere(directory.resolve(MARKER));
    }

    private boolean isOfAnotherTechnology(Path directory) throws IOException {
        return markerIn(directory)
                .filter(marker -> !marker.technology().equals(technology))
                .isPresent();
    }

    /**
     * Whether our directory is there, whatever its marker says.
     *
     * @throws UnmountedException if nothing of it is there, and what it was on is not mounted
     */
    public boolean exists() throws IOException {
        requireMounted();
        return isOurs(path());
    }

    /**
     * Whether taking apart has begun and not ended.
     *
     * @throws UnmountedException if nothing of it is there, and what it was on is not mounted
     */
    public boolean isEntombed() throws IOException {
        requireMounted();
        if (!isThere(tombstone())) {
            return false;
        }
        trust.require(tombstone());
        return true;
    }

    /**
     * Whether there is a directory with a marker of this technology.
     *
     * @throws UntrustedException if there is, and it could be the work of a stranger: that ours is gone is not said then
     */
    private boolean isOurs(Path directory) throws IOException {
        if (!isThere(directory) || isUnmarked(directory)) {
            return false;
        }
        trust.require(directory);
        trust.require(directory.resolve(MARKER));
        return !isOfAnotherTechnology(directory);
    }

    /** What is there is what its marker says, wherever it was moved to; only its absence has to be that of the right place. */
    private void requireMounted() throws IOException {
        if (on.isEmpty() || isThere(path()) || isThere(tombstone())) {
            return;
        }
        MountedOn known = on.orElseThrow();
        Optional<String> unseen = known.whyUnseen(pool, MountTable.read());
        if (unseen.isPresent() && !known.isGivenUp(pool, group, trust)) {
            throw new UnmountedException(path(), unseen.orElseThrow(), pool.resolve(known.wordOfEnd(group)));
        }
    }

    /**
     * Whether there is anything of this name.
     *
     * @throws UntrustedException if a stranger could have taken it away from the pool, or put it there
     */
    private boolean isThere(Path entry) throws IOException {
        if (Trust.isThere(pool)) {
            trust.require(pool);
        }
        return Trust.isThere(entry);
    }

    /** The marker; nothing if it is absent, torn or of another group. */
    public Optional<Marker> marker() throws IOException {
        return markerIn(path());
    }

    /** The marker of what is being taken apart. */
    public Optional<Marker> entombedMarker() throws IOException {
        return markerIn(tombstone());
    }

    private Optional<Marker> markerIn(Path directory) throws IOException {
        return read(directory, MARKER).flatMap(Marker::parse).filter(marker -> marker.group()
                .equals(group));
    }

    /**
     * Makes pool and directory, with the marker, durably; fails if the name is taken.
     *
     * @throws UntrustedException if the pool is a link, or a stranger could change what is in it
     */
    public void create(Marker marker) throws IOException {
        if (!Trust.isThere(pool)) {
            Files.createDirectories(pool.getParent());
            makeOwn(pool);
            DurableFile.sync(pool.getParent());
        }
        trust.require(pool);
        makeOwn(fresh());
        DurableFile.replaceDurably(fresh().resolve(MARKER), marker.format());
        if (Files.exists(path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(path().toString());
        }
        Files.move(fresh(), path(), StandardCopyOption.ATOMIC_MOVE);
        DurableFile.sync(pool);
    }

    /** Makes a directory of ours, or takes the one that is there if no stranger can have made it. */
    private void makeOwn(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PASSABLE));
            // The mask of this process may have taken something away.
            Files.setPosixFilePermissions(directory, PASSABLE);
        } catch (FileAlreadyExistsException there) {
            // Another backup may have made the same pool just now.
            trust.require(directory);
        }
        // Not every filesystem gives what is made to who makes it.
        trust.require(directory);
    }

    /** Replaces the marker, at once for every process; a power loss may undo it. */
    public void mark(Marker marker) throws IOException {
        DurableFile.replaceQuickly(path().resolve(MARKER), marker.format());
    }

    /** Replaces the marker durably. */
    public void markDurably(Marker marker) throws IOException {
        DurableFile.replaceDurably(path().resolve(MARKER), marker.format());
    }

    /** Stores the manifest durably beside the copy. */
    public void keepManifest(String manifest) throws IOException {
        DurableFile.replaceDurably(path().resolve(MANIFEST), manifest);
    }

    public Optional<String> manifest() throws IOException {
        return read(path(), MANIFEST);
    }

    /** What a restore that is under way has noted, if one is. */
    public Optional<Facts> restoring() throws IOException {
        return read(path(), RESTORE).map(Facts::parse);
    }

    /** Notes durably how far a restore is. */
    public void noteRestore(Facts facts) throws IOException {
        DurableFile.replaceDurably(path().resolve(RESTORE), facts.format());
    }

    /** Notes durably that no restore is under way. */
    public void endRestore() throws IOException {
        if (Files.deleteIfExists(path().resolve(RESTORE))) {
            DurableFile.sync(path());
        }
    }

    /** Makes the directory of clones, ours from the beginning; fails if the name is somebody else's. */
    public void beginClones() throws IOException {
        if (hasClones()) {
            return;
        }
        if (isThere(clones())) {
            throw new FileAlreadyExistsException(clones().toString(), null, "exists and is not ours");
        }
        Path fresh = pool.resolve("." + group + ".clone");
        makeOwn(fresh);
        DurableFile.replaceQuickly(fresh.resolve(CLONES), group);
        Files.move(fresh, clones(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether there is a directory of clones that we made. */
    public boolean hasClones() throws IOException {
        if (!isThere(clones()) || !Trust.isThere(clones().resolve(CLONES))) {
            return false;
        }
        trust.require(clones());
        return true;
    }

    /** Removes the emptied directory of clones with our own files in it. */
    public void endClones() throws IOException {
        removeOwnFiles(clones(), CLONES);
        Files.delete(clones());
        DurableFile.sync(pool);
    }

    /** Begins taking apart: from now on nothing under the plain name can be mistaken for a copy. */
    public void entomb() throws IOException {
        if (exists()) {
            Files.move(path(), tombstone(), StandardCopyOption.ATOMIC_MOVE);
            DurableFile.sync(pool);
        }
    }

    /** Ends taking apart: removes our own files, the emptied directory and what an interrupted {@link #create} left. */
    public void bury() throws IOException {
        for (Path directory : new Path[] {tombstone(), fresh()}) {
            if (isThere(directory)) {
                trust.require(directory);
                removeOwnFiles(directory, MARKER);
                Files.delete(directory);
                DurableFile.sync(pool);
            }
        }
    }

    /** The file that says whose directory it is goes last. */
    private static void removeOwnFiles(Path directory, String last) throws IOException {
        try (var files = Files.newDirectoryStream(directory, ".*")) {
            for (Path file : files) {
                if (!file.getFileName().toString().equals(last)) {
                    Files.delete(file);
                }
            }
        }
        Files.deleteIfExists(directory.resolve(last));
    }

    private Optional<String> read(Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        if (!isThere(file)) {
            return Optional.empty();
        }
        try {
            trust.require(directory);
            trust.require(file);
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException removedJustNow) {
            return Optional.empty();
        }
    }
}
