package org.copyblade.guard.internal;

/** Words of a lease without a file, one access at a time. */
final class InMemoryWords implements LeaseWords {

    private final long[] words = new long[8];

    @Override
    public synchronized long get(int at) {
        return words[at / 8];
    }

    @Override
    public synchronized void put(int at, long value) {
        words[at / 8] = value;
    }

    @Override
    public synchronized boolean exchange(int at, long expected, long value) {
        if (words[at / 8] != expected) {
            return false;
        }
        words[at / 8] = value;
        return true;
    }
}
