package org.copyblade.blade.shadowimage.internal.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The numbers of our sessions of one endpoint, in a file that outlives the process: a storage takes 64 sessions of all its
 * clients, and keeps those of a process that was killed for as long as they may be idle. Tokens are not kept, so that whoever
 * reads the file can use nothing. Any thread; only {@link #keep} touches the disk, and nobody else waits for it.
 *
 * <p>What cannot be written or read is left out: such a session dies of idleness, as all do that nobody ends.
 */
public final class KeptSessions {

    private final Optional<Path> file;
    private final TreeSet<Integer> left; // of processes before this one; guarded by this
    private final TreeSet<Integer> own = new TreeSet<>(); // guarded by this
    private final Object writing = new Object();
    private volatile boolean changed; // set under the lock of this

    private KeptSessions(Optional<Path> file, List<Integer> left) {
        this.file = file;
        this.left = new TreeSet<>(left);
    }

    /** Keeps nothing. */
    public static KeptSessions none() {
        return new KeptSessions(Optional.empty(), List.of());
    }

    /** @param file that only one process uses at a time; it need not exist */
    public static KeptSessions in(Path file) {
        return new KeptSessions(Optional.of(file), read(file));
    }

    private static List<Integer> read(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> line.matches("[0-9]{1,9}"))
                            .map(Integer::valueOf)
                            .toList()
                    : List.of();
        } catch (IOException unreadable) {
            // As if there were none: they die of idleness.
            return List.of();
        }
    }

    /** Sessions of processes before this one; each caller gets those that no other has got. */
    synchronized List<Integer> takeLeft() {
        List<Integer> taken = List.copyOf(left);
        left.clear();
        return taken;
    }

    /** One of them that could not be ended is given again to the next caller. */
    synchronized void giveBack(int session) {
        left.add(session);
    }

    synchronized void begun(int session) {
        own.add(session);
        changed = true;
    }

    /** It is over, whoever's it was. */
    synchronized void ended(int session) {
        own.remove(session);
        left.remove(session);
        changed = true;
    }

    /** Writes down what has changed. Not inside a window: what is asked there must not wait for a disk of this host. */
    void keep() {
        if (file.isEmpty() || !changed) {
            return;
        }
        synchronized (writing) {
            write(file.get(), all());
        }
    }

    private synchronized List<Integer> all() {
        changed = false;
        List<Integer> all = new ArrayList<>(left);
        all.addAll(own);
        return all;
    }

    private static void write(Path file, List<Integer> sessions) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, sessions.stream().map(id -> id + "\n").collect(Collectors.joining()));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritten) {
            // A later process does not know of it: it dies of idleness.
            return;
        }
    }
}
