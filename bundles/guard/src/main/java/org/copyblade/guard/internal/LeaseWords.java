package org.copyblade.guard.internal;

/** The words that manager and guards of a system share, in one order for all of them. Whatever keeps them may fail at each. */
interface LeaseWords {

    long get(int at);

    void put(int at, long value);

    /** Writes at once if the word is as expected: whoever was stopped between a look and a write would speak of a hold that is not his. */
    boolean exchange(int at, long expected, long value);
}
