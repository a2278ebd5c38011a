package org.copyblade.lab.ims.internal.recon;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.pace.Pace;

/**
 * RECON in two active copies. Nothing is kept in memory: whoever asks gets what is on the volumes, which may have been
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
        return copies().stream()
                .map(ReconCopy::read)
                .flatMap(Optional::stream)
                .reduce((one, two) -> two.generation() > one.generation() ? two : one)
                .orElseThrow(() ->
                        new DiskFailure("neither " + name(prefix, 1) + " nor " + name(prefix, 2) + " holds anything"));
    }

    /** The two active copies, which may differ when the second was not written any more. */
    public List<ReconCopy> copies() {
        return List.of(copy(1), copy(2));
    }

    /** What both active copies hold, as lines of text, with no update in between; empty for one that holds nothing. */
    public List<List<String>> backups() {
        pace.lock(lock);
        try {
            return copies().stream()
                    .map(it -> it.read().map(ReconCopy::lines).orElse(List.of()))
                    .toList();
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
