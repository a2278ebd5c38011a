package org.copyblade.launcher;

import java.time.Duration;

/** Work that may never end, done for a limited time only. */
final class Bounded {
    private Bounded() {}

    /**
     * Does it in a thread of its own, which keeps no process alive.
     *
     * @param name of the thread
     * @return whether it ended in time; if not it goes on
     */
    static boolean done(Runnable work, String name, Duration limit) throws InterruptedException {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        thread.join(limit.toMillis());
        return !thread.isAlive();
    }
}
