package org.copyblade.lab.ims.internal.pace;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.copyblade.lab.ims.internal.disk.DiskFailure;

/** Threads of the machine and its clock. */
public final class RealPace implements Pace {
    /** How long a change that nobody announced, such as the time, may go unseen. */
    private static final long LOOK_AGAIN_MS = 5;

    private static final long LONGEST_PAUSE_NANOS = 20_000_000;

    private final Object change = new Object();

    @Override
    public void lock(ReentrantLock lock) {
        lock.lock();
    }

    @Override
    public void await(BooleanSupplier condition) {
        await(condition, Long.MAX_VALUE);
    }

    @Override
    public boolean await(BooleanSupplier condition, long nanos) {
        long begin = nanos();
        synchronized (change) {
            while (!condition.getAsBoolean()) {
                if (nanos() - begin >= nanos) {
                    return false;
                }
                try {
                    change.wait(LOOK_AGAIN_MS);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new DiskFailure("interrupted while waiting");
                }
            }
            return true;
        }
    }

    /** Not woken by changes: there are some with every unit of work, and each would wake all who think. */
    @Override
    public void pause(BooleanSupplier condition, long nanos) {
        long begin = nanos();
        for (long left = nanos; left > 0 && !condition.getAsBoolean(); left = nanos - (nanos() - begin)) {
            LockSupport.parkNanos(Math.min(left, LONGEST_PAUSE_NANOS));
            if (Thread.currentThread().isInterrupted()) {
                throw new DiskFailure("interrupted while waiting");
            }
        }
    }

    @Override
    public void changed() {
        synchronized (change) {
            change.notifyAll();
        }
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
