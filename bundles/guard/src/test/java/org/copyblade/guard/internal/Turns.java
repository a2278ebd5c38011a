package org.copyblade.guard.internal;

import java.util.function.Supplier;

/** Has two sides take their accesses to one lease in a given order. Who has ended keeps the other waiting no more. */
final class Turns {

    private final long order;
    private final boolean[] ended = new boolean[2];
    private final boolean[] killed = new boolean[2];
    private int step;

    /** @param order a bit for each access from the lowest on: whose it is, that of side 0 or 1 */
    Turns(long order) {
        this.order = order;
    }

    /** What a side sees of the lease. */
    LeaseWords words(int side, LeaseWords words) {
        return new LeaseWords() {
            @Override
            public long get(int at) {
                return access(side, () -> words.get(at));
            }

            @Override
            public void put(int at, long value) {
                access(side, () -> {
                    words.put(at, value);
                    return 0;
                });
            }

            @Override
            public boolean exchange(int at, long expected, long value) {
                return access(side, () -> words.exchange(at, expected, value));
            }
        };
    }

    private synchronized <T> T access(int side, Supplier<T> access) {
        while (!ended[1 - side] && !killed[side] && (order >> step & 1) != side) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (killed[side]) {
            throw new IllegalStateException("killed");
        }
        step++;
        try {
            return access.get();
        } finally {
            notifyAll();
        }
    }

    synchronized void end(int side) {
        ended[side] = true;
        notifyAll();
    }

    /** It accesses nothing any more. */
    synchronized void kill(int side) {
        killed[side] = true;
        notifyAll();
    }

    synchronized boolean isKilled(int side) {
        return killed[side];
    }
}
