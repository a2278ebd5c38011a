package org.copyblade.lab.ims.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.copyblade.lab.ims.internal.pace.Pace;

/**
 * Runs threads one at a time; a seed decides who is next, and time goes on by turns. The same seed gives the same run, write
 * for write. Only the thread whose turn it is touches anything here.
 */
final class Turns implements Pace {
    private static final long TURN_NANOS = 50_000;

    private static final class Player {
        private Thread thread;
        private BooleanSupplier condition; // null while it could go on
        private long wakeAt = Long.MAX_VALUE;
        private volatile boolean its;
    }

    private final Random random;
    private final List<Player> players = new ArrayList<>();
    private Player current;
    private long nanos;
    private volatile Throwable failure;

    /** The thread that makes it has the first turn. */
    Turns(long seed) {
        this.random = new Random(seed);
        current = new Player();
        current.thread = Thread.currentThread();
        current.its = true;
        players.add(current);
    }

    /** Lets somebody else go on, perhaps. */
    void step() {
        Player me = current;
        handTo(choose(), me);
    }

    /** So many turns of whoever is next. */
    void steps(int count) {
        for (int turn = 0; turn < count; turn++) {
            step();
        }
    }

    @Override
    public void lock(ReentrantLock lock) {
        while (!lock.tryLock()) {
            await(() -> !lock.isLocked());
        }
    }

    @Override
    public void await(BooleanSupplier condition) {
        await(condition, Long.MAX_VALUE);
    }

    @Override
    public boolean await(BooleanSupplier condition, long limit) {
        if (condition.getAsBoolean()) {
            return true;
        }
        Player me = current;
        me.condition = condition;
        me.wakeAt = limit == Long.MAX_VALUE ? Long.MAX_VALUE : nanos + limit;
        handTo(choose(), me);
        me.condition = null;
        me.wakeAt = Long.MAX_VALUE;
        return condition.getAsBoolean();
    }

    @Override
    public void pause(BooleanSupplier condition, long limit) {
        await(condition, limit);
    }

    @Override
    public void changed() {
        // Conditions are looked at in every turn.
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void start(String name, Runnable work) {
        Player player = new Player();
        player.thread = new Thread(
                () -> {
                    park(player);
                    try {
                        work.run();
                    } catch (Throwable thrown) {
                        failure = thrown;
                    }
                    players.remove(player);
                    handTo(choose(), null);
                },
                name);
        player.thread.setDaemon(true);
        players.add(player);
        player.thread.start();
    }

    /** Goes on until this thread is the only one. */
    void awaitEnd() {
        await(() -> players.size() == 1);
        if (failure != null) {
            throw new IllegalStateException("a thread of the simulation failed", failure);
        }
    }

    private Player choose() {
        nanos += TURN_NANOS;
        for (int tries = 0; tries < 1_000_000; tries++) {
            List<Player> ready = players.stream().filter(this::isReady).toList();
            if (!ready.isEmpty()) {
                return ready.get(random.nextInt(ready.size()));
            }
            nanos += TURN_NANOS;
        }
        throw new IllegalStateException("everybody waits for somebody else");
    }

    private boolean isReady(Player player) {
        return player.condition == null || nanos >= player.wakeAt || player.condition.getAsBoolean();
    }

    private void handTo(Player next, Player me) {
        if (next == me) {
            return;
        }
        if (me != null) {
            me.its = false;
        }
        current = next;
        next.its = true;
        LockSupport.unpark(next.thread);
        if (me != null) {
            park(me);
        }
    }

    private static void park(Player player) {
        while (!player.its) {
            LockSupport.park();
        }
    }
}
