package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.linux.pool.GroupDirectory;

/**
 * Ends a copy. A destroyed snapshot is out of sight at once, but its space comes back only when the cleaner of the
 * filesystem has been through it; until then the tombstone remembers the ids and the withdrawal is not done.
 */
final class Withdrawal {

    private static final String DROPPING = ".dropping";
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** What shares most extents with others is dropped sooner than a pause is over, and a backup waits for it. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private static final Duration LOOK = Duration.ofMillis(4);

    private final GroupDirectory directory;
    private final Subvolumes subvolumes;

    Withdrawal(GroupDirectory directory, Subvolumes subvolumes) {
        this.directory = directory;
        this.subvolumes = subvolumes;
    }

    Advance step(Binding binding) throws IOException {
        removeClones();
        directory.entomb();
        Path tombstone = directory.tombstone();
        if (directory.isEntombed()) {
            Set<Long> dropping = destroyMembers(tombstone);
            subvolumes.wakeCleaner(tombstone);
            if (!areDroppedSoon(tombstone, dropping)) {
                return new Advance.Continues(binding, 50, PAUSE);
            }
            // Freed extents can be used again after the commit that freed them.
            subvolumes.sync(tombstone);
        }
        directory.bury();
        return new Advance.Done(binding);
    }

    private boolean areDroppedSoon(Path tombstone, Set<Long> ids) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            if (areDropped(tombstone, ids)) {
                return true;
            }
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private boolean areDropped(Path tombstone, Set<Long> ids) throws IOException {
        for (long id : ids) {
            if (!subvolumes.isDropped(tombstone, id)) {
                return false;
            }
        }
        return true;
    }

    /** @return ids of all snapshots that this copy had, those of earlier steps included */
    private Set<Long> destroyMembers(Path tombstone) throws IOException {
        Path note = tombstone.resolve(DROPPING);
        Set<Long> ids = new LinkedHashSet<>();
        if (Files.exists(note)) {
            for (String line : Files.readAllLines(note, StandardCharsets.UTF_8)) {
                ids.add(Long.parseLong(line));
            }
        }
        List<Path> members = members(tombstone);
        if (members.isEmpty()) {
            return ids;
        }
        for (Path member : members) {
            Optional<Subvolume> snapshot = subvolumes.at(member);
            if (snapshot.isEmpty()) {
                throw new IOException(member + " is not a subvolume and is not removed");
            }
            ids.add(snapshot.get().id());
        }
        List<String> lines = ids.stream().map(String::valueOf).toList();
        Path fresh = tombstone.resolve(DROPPING + ".new");
        Files.write(fresh, lines, StandardCharsets.UTF_8);
        Files.move(fresh, note, StandardCopyOption.ATOMIC_MOVE);
        subvolumes.sync(tombstone);
        for (Path member : members) {
            subvolumes.destroy(tombstone, member.getFileName().toString());
        }
        return ids;
    }

    /** Removes what writable exposures made. */
    void removeClones() throws IOException {
        if (directory.hasClones()) {
            for (Path clone : members(directory.clones())) {
                subvolumes.destroy(directory.clones(), clone.getFileName().toString());
            }
            directory.endClones();
        }
    }

    /** Everything but our own files. */
    private static List<Path> members(Path parent) throws IOException {
        List<Path> members = new ArrayList<>();
        if (Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
            try (var entries = Files.newDirectoryStream(parent)) {
                for (Path entry : entries) {
                    if (!entry.getFileName().toString().startsWith(".")) {
                        members.add(entry);
                    }
                }
            }
        }
        return members;
    }
}
