package org.copyblade.lab.ims.internal.recon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.pace.Pace;

/**
 * RECON in two active copies and a spare, which takes the place of a copy that is replaced. Nothing is kept in memory: whoever asks gets what is on the volumes, which may have been
 * restored meanwhile. Safe for many threads; updates come one at a time, the first copy before the second.
 */
public final class Recon {
    /** How many there are, with the spare. */
    public static final int DATA_SETS = 3;

    private final VolumeSet volumes;
    private final String prefix;
    private final ReentrantLock lock;
    private final Pace pace;

    public Recon(VolumeSet volumes, String prefix, Pace pace) {
        this(volumes, prefix, new ReentrantLock(), pace);
    }

    private Recon(VolumeSet volumes, String prefix, ReentrantLock lock, Pace pace) {
        this.volumes = volumes;
        this.prefix = prefix;
        this.lock = lock;
        this.pace = pace;
    }

    /** The same RECON, reached by way of somebody else's volumes. */
    public Recon via(VolumeSet others) {
        return new Recon(others, prefix, lock, pace);
    }

    public static String name(String prefix, int number) {
        return prefix + ".RECON" + number;
    }

    /** What both copies hold, and the newer one where they differ. */
    public ReconState read() {
        return newest().orElseThrow(() ->
                new DiskFailure("neither " + name(prefix, 1) + " nor " + name(prefix, 2) + " holds anything"));
    }

    /** At least one of the first two is always active; the third is looked at where they do not tell all. */
    private Optional<ReconState> newest() {
        Optional<ReconState> one = copy(1).read();
        Optional<ReconState> two = copy(2).read();
        Optional<ReconState> newest = newer(one, two);
        boolean third = one.isPresent() != two.isPresent()
                || newest.map(state -> state.copies().contains(DATA_SETS)).orElse(false);
        return third ? newer(newest, copy(DATA_SETS).read()) : newest;
    }

    private static Optional<ReconState> newer(Optional<ReconState> one, Optional<ReconState> two) {
        return two.filter(state -> one.map(other -> state.generation() > other.generation())
                        .orElse(true))
                .or(() -> one);
    }

    /** Numbers of the data sets that are active, COPY1 first. */
    public List<Integer> active() {
        return newest().map(ReconState::copies).orElse(ReconState.FIRST_COPIES);
    }

    /** The two active copies, which may differ when the second was not written any more. */
    public List<ReconCopy> copies() {
        return active().stream().map(this::copy).toList();
    }

    /** What a data set is, as listings name it. One that was replaced is no spare before it is deleted and defined again. */
    public String status(int number) {
        int active = active().indexOf(number);
        if (active >= 0) {
            return "COPY" + (active + 1);
        }
        return copy(number).read().isPresent() ? "DISCARDED" : "SPARE";
    }

    /** The spare; empty if there is none. */
    public OptionalInt spare() {
        return IntStream.rangeClosed(1, DATA_SETS)
                .filter(number -> status(number).equals("SPARE"))
                .findFirst();
    }

    /**
     * Makes the spare an active copy in the place of another one, which is discarded.
     *
     * @throws IllegalStateException if it is no active copy, or there is no spare
     */
    public void replace(int number) {
        pace.lock(lock);
        try {
            int spare = spare().orElseThrow(() -> new IllegalStateException("there is no spare"));
            ReconState before = read();
            if (!before.copies().contains(number)) {
                throw new IllegalStateException(name(prefix, number) + " is no active copy");
            }
            List<Integer> copies = before.copies().stream()
                    .map(it -> it == number ? spare : it)
                    .toList();
            ReconState after = before.withCopies(copies).withGeneration(before.generation() + 1);
            // The spare first: whoever reads before the copy that stays says so finds the old two.
            copy(spare).write(after);
            copies.stream().filter(it -> it != spare).forEach(it -> copy(it).write(after));
        } finally {
            lock.unlock();
        }
    }

    /** What the active copies hold, as lines of text by number, with no update in between; empty for one that holds nothing. */
    public Map<Integer, List<String>> backups() {
        pace.lock(lock);
        try {
            Map<Integer, List<String>> held = new LinkedHashMap<>();
            active().forEach(number ->
                    held.put(number, copy(number).read().map(ReconCopy::lines).orElse(List.of())));
            return held;
        } finally {
            lock.unlock();
        }
    }

    /** Makes the first state, in both copies. */
    public void create(ReconState state) {
        pace.lock(lock);
        try {
            copies().forEach(it -> it.write(state.withGeneration(1)));
        } finally {
            lock.unlock();
        }
    }

    /** Changes the state; it is in both copies on return. A change that throws changes nothing. */
    public ReconState update(UnaryOperator<ReconState> change) {
        pace.lock(lock);
        try {
            ReconState before = read();
            ReconState after = change.apply(before).withGeneration(before.generation() + 1);
            // A copy whose update a death prevented is two behind in its other image, which nobody reads.
            copies().forEach(it -> it.write(after));
            return after;
        } finally {
            lock.unlock();
        }
    }

    private ReconCopy copy(int number) {
        return new ReconCopy(volumes.require(name(prefix, number), ReconCopy.BLOCK_BYTES));
    }
}
