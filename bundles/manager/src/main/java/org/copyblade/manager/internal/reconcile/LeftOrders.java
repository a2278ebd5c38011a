package org.copyblade.manager.internal.reconcile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.copyblade.api.Reconciliation;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.StoredOrder;
import org.copyblade.manager.internal.extract.OrderWithdrawal;
import org.copyblade.manager.internal.run.Failure;

/** What blades still have of orders whose runs are over. Used by one thread, for one reconciliation. */
final class LeftOrders {

    private final OrderWithdrawal orders;
    private final boolean repair;
    private final List<Reconciliation.Item> items;
    private final Set<String> told = new HashSet<>();

    LeftOrders(OrderWithdrawal orders, boolean repair, List<Reconciliation.Item> items) {
        this.orders = orders;
        this.repair = repair;
        this.items = items;
    }

    /** A blade has shown something of an order; one that is under way needs it. */
    void found(String where, StoredOrder order) throws CatalogException {
        told.add(order.name());
        if (!orders.isUnderWay(order)) {
            left(where, "a leftover of run " + order.run() + ", which copied data sets", order);
        }
    }

    /** What no list of a blade has shown, for a job alone is in none. */
    void addThoseNotListed() throws CatalogException {
        for (StoredOrder order : orders.left()) {
            if (told.add(order.name())) {
                left(
                        "order " + order.name(),
                        "blade " + order.blade() + "@" + order.endpoint() + " may have a job left of run " + order.run()
                                + ", which copied data sets",
                        order);
            }
        }
    }

    private void left(String where, String what, StoredOrder order) {
        try {
            if (repair) {
                orders.withdraw(order);
            }
            items.add(new Reconciliation.Item(where, what, "withdraw it"));
        } catch (Failure e) {
            items.add(new Reconciliation.Item(where, what + ": " + e.getMessage(), ""));
        }
    }
}
