package org.copyblade.guard.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a guard says to one command: words on its standard output.
 *
 * @param sequence that of the command
 * @param reason NONE if it was done
 * @param pid the process the reason speaks of
 * @param shortcomings to ARM: what this guard could not have, bits of {@link Hardening}
 */
record Answer(long sequence, Reason reason, long pid, long shortcomings) {
    static final int BYTES = 4 * Long.BYTES;

    static Answer of(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        return new Answer(words.getLong(), Reason.of(words.getLong()), words.getLong(), words.getLong());
    }
}
