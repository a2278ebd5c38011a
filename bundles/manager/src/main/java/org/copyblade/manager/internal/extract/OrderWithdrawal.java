package org.copyblade.manager.internal.extract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Run;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredOrder;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.run.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what blades have begun for orders. The catalog knows each order before its blade does, and until this has gone well
 * once: what cannot be ended now is found by the next start and by reconciliation. Safe for many threads.
 */
public final class OrderWithdrawal {

    private static final Logger LOG = LoggerFactory.getLogger(OrderWithdrawal.class);

    private static final Duration CALL = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Catalog catalog;
    private final BladeCalls blades;
    private final BooleanSupplier stopping;

    /**
     * Over this catalog and these blades.
     *
     * @param stopping whether the manager stops: what is not ended by then is left to its next start
     */
    public OrderWithdrawal(Catalog catalog, BladeCalls blades, BooleanSupplier stopping) {
        this.catalog = catalog;
        this.blades = blades;
        this.stopping = stopping;
    }

    /** Orders of which something may be left although their runs have ended. */
    public List<StoredOrder> left() throws CatalogException {
        List<StoredOrder> left = new ArrayList<>();
        for (StoredOrder order : catalog.ordersThatRemain()) {
            if (!isUnderWay(order)) {
                left.add(order);
            }
        }
        return left;
    }

    /** Whether the run that gave an order is not over, and so needs it. */
    public boolean isUnderWay(StoredOrder order) throws CatalogException {
        Optional<Run> run = catalog.run(order.run());
        return run.isPresent() && run.orElseThrow().outcome().isEmpty();
    }

    /** Ends each of these that can be ended now. */
    public void withdrawAll(List<StoredOrder> orders) {
        for (StoredOrder order : orders) {
            try {
                withdraw(order);
            } catch (Failure e) {
                LOG.error("what is left of run {} stays: {}", order.run(), e.getMessage());
            }
        }
    }

    /** Ends one and writes that down. May be repeated. */
    public void withdraw(StoredOrder order) throws Failure {
        String doing = "withdraw order " + order.name() + " of run " + order.run();
        long end = System.nanoTime() + LIMIT.toNanos();
        Optional<Duration> again = step(order, doing);
        while (again.isPresent()) {
            if (stopping.getAsBoolean() || end - System.nanoTime() <= 0) {
                throw Failure.failed(ErrorCode.COPY_FAILED, doing + ": its job still runs");
            }
            BladeCalls.pause(again.orElseThrow(), new Interest(stopping, percent -> {}));
            again = step(order, doing);
        }
        try {
            catalog.commit(List.of(new Change.SaveOrder(order.gone())));
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    private Optional<Duration> step(StoredOrder order, String doing) throws Failure {
        BladeName name = new BladeName(order.blade(), order.endpoint());
        return blades.call(name, doing, CALL, Interest.ALWAYS, (blade, call) -> Copier.of(blade, name)
                .withdraw(new CopyGroupId(order.name()), call));
    }
}
