package org.copyblade.manager.internal.settle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.StoredOrder;
import org.copyblade.manager.internal.extract.OrderWithdrawal;
import org.copyblade.manager.internal.run.RunDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a manager does first, in a thread of its own: it takes up what an earlier process has left open, as soon as the catalog
 * can say what that is. New work begins only when everything has its run; running systems need no catalog.
 */
public final class Settler {

    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

    private final Settlement settlement;
    private final OrderWithdrawal orders;
    private final RunDesk desk;
    private final Duration look;
    private final Thread thread;
    private volatile boolean done;

    /**
     * Of one manager.
     *
     * @param look between two tries
     */
    public Settler(Settlement settlement, OrderWithdrawal orders, RunDesk desk, Duration look) {
        this.settlement = settlement;
        this.orders = orders;
        this.desk = desk;
        this.look = look;
        this.thread = new Thread(this::work, "settlement");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** What is not taken up by then is left to the next manager. */
    public void end() {
        thread.interrupt();
    }

    /** Whether everything has its run and what runs have left behind was looked at. */
    public boolean isDone() {
        return done;
    }

    private void work() {
        try {
            if (begin()) {
                // Listed before new runs may begin, which leave orders of their own.
                List<StoredOrder> left = leftOrders();
                desk.open();
                orders.withdrawAll(left);
                done = true;
            }
        } finally {
            if (!desk.isOpen()) {
                // Whoever waits is told so at once, should this thread have died of what nobody expects.
                desk.openingFailed();
            }
        }
    }

    /**
     * Until it has come about.
     *
     * @return false if the manager ends before
     */
    private boolean begin() {
        String told = "";
        while (!Thread.currentThread().isInterrupted()) {
            try {
                settlement.begin();
                return true;
            } catch (CatalogException | RuntimeException e) {
                desk.openingFailed();
                if (!e.toString().equals(told)) {
                    told = e.toString();
                    LOG.error("what an earlier process has left open cannot be settled yet", e);
                }
            }
            LockSupport.parkNanos(look.toNanos());
        }
        return false;
    }

    /** No system waits for these: nothing keeps new work from beginning that the catalog cannot say of them. */
    private List<StoredOrder> leftOrders() {
        try {
            return orders.left();
        } catch (CatalogException | RuntimeException e) {
            LOG.error("what copies of data sets have left is not known; slb:reconcile --repair looks again", e);
            return List.of();
        }
    }
}
