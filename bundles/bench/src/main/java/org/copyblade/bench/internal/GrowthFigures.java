package org.copyblade.bench.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.ProtectedServer;

/** What one size of database costs, without any load: the same bytes are made dirty before each backup. */
final class GrowthFigures {

    private static final int TURNS = 5;
    private static final String DIRTY = "UPDATE account SET balance = balance";

    private final Operator operator;

    GrowthFigures(Operator operator) {
        this.operator = operator;
    }

    /**
     * What one backup costs at one size.
     *
     * @param dataBytes size of the cluster
     * @param total of a backup, median
     * @param processorTime of the platform, mean
     * @param share of the data that the platform read and wrote for it, mean
     */
    record Size(long dataBytes, Duration total, Duration processorTime, double share) {}

    Size measure(ProtectedServer server) throws IOException, SQLException, CopybladeException, InterruptedException {
        long data = server.dataBytes();
        Samples totals = new Samples();
        operator.backup(server.name());
        ProcessCost before = ProcessCost.now();
        for (int i = 0; i < TURNS; i++) {
            server.server().execute(DIRTY);
            totals.add(operator.backup(server.name()).total());
        }
        ProcessCost cost = ProcessCost.now().since(before);
        return new Size(
                data, totals.median(), cost.processorTime().dividedBy(TURNS), (double) cost.bytes() / TURNS / data);
    }
}
