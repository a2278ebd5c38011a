package org.copyblade.guard.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;

/** Words of a mapped file. Reading allocates nothing. Any thread. */
final class MappedWords implements LeaseWords {

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOWHERE = -1;

    private final MappedByteBuffer words;

    /** @param at a word that never has this value: its exchange, which changes nothing, loads what one needs */
    MappedWords(MappedByteBuffer words, int at) {
        this.words = words.load();
        words.order(ByteOrder.nativeOrder());
        exchange(at, NOWHERE, NOWHERE);
    }

    @Override
    public long get(int at) {
        VarHandle.fullFence();
        return words.getLong(at);
    }

    @Override
    public void put(int at, long value) {
        words.putLong(at, value);
        VarHandle.fullFence();
    }

    @Override
    public boolean exchange(int at, long expected, long value) {
        return LONGS.compareAndSet((ByteBuffer) words, at, expected, value);
    }
}
