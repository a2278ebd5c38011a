package org.copyblade.guard.internal;

/** Words whose medium fails from one access on, as a mapped file does. */
final class FaultyWords implements LeaseWords {

    private final LeaseWords words;
    private int left;

    /** @param good accesses before the first that fails */
    FaultyWords(LeaseWords words, int good) {
        this.words = words;
        this.left = good;
    }

    private void access() {
        if (left-- <= 0) {
            left = 0;
            throw new InternalError("a fault occurred in an unsafe memory access operation");
        }
    }

    @Override
    public long get(int at) {
        access();
        return words.get(at);
    }

    @Override
    public void put(int at, long value) {
        access();
        words.put(at, value);
    }

    @Override
    public boolean exchange(int at, long expected, long value) {
        access();
        return words.exchange(at, expected, value);
    }
}
