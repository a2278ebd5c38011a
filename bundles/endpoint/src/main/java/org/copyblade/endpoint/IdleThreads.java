package org.copyblade.endpoint;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for what is done with one endpoint under one configuration. They end when they have been idle for a while, and once
 * this is closed as soon as they are. No work is ever refused, not even then: a configuration may be replaced, and a bundle
 * stopped, while something is held by it, which must still be let go. Any thread.
 */
public final class IdleThreads implements Executor, AutoCloseable {

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor pool;

    /**
     * None is started before there is work.
     *
     * @param most at one time; further work waits for one of them
     * @param name of each
     */
    public IdleThreads(int most, String name) {
        this.pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable work) {
        pool.execute(work);
    }

    /** None idles any more; may be closed again. */
    @Override
    public void close() {
        // Wakes those that are idle; unlike a shutdown it takes nothing from whoever still has work.
        pool.setKeepAliveTime(1, TimeUnit.NANOSECONDS);
    }
}
