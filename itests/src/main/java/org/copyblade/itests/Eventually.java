package org.copyblade.itests;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what other threads of the framework do. A busy machine is slow, not wrong. */
final class Eventually {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_MS = 20;

    private Eventually() {}

    /** Returns once it is so; fails, with what was waited for, if it never is. */
    static void is(String what, Callable<Boolean> so) throws Exception {
        long begin = System.nanoTime();
        while (!so.call()) {
            if (System.nanoTime() - begin > LIMIT_NANOS) {
                throw new AssertionError("never: " + what);
            }
            Thread.sleep(LOOK_MS);
        }
    }
}
