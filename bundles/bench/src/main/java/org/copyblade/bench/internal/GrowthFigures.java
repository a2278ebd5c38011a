package org.copyblade.bench.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.ProtectedServer;

/**
 * What one size of database costs, for us and for other tools in turn, without any load: the same bytes are made dirty and
 * the caches are dropped before each turn. Not for several threads.
 */
final class GrowthFigures {

    private static final int WARM_UP = 3;
    private static final int ROUNDS = 3;
    private static final int OURS_PER_ROUND = 3;

    private final Operator operator;
    private final ProtectedServer server;
    private final DirtyPages dirty;
    private final long dataBytes;
    private final Samples totals = new Samples();
    private final Samples processorTimes = new Samples();
    private final Amounts bytes = new Amounts();
    private final Map<Peer, Samples> theirs = new LinkedHashMap<>();

    private GrowthFigures(Operator operator, ProtectedServer server) throws SQLException {
        this.operator = operator;
        this.server = server;
        this.dirty = DirtyPages.on(server.server());
        this.dataBytes = server.dataBytes();
    }

    static GrowthFigures measure(Operator operator, ProtectedServer server, List<Peer> peers)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        GrowthFigures figures = new GrowthFigures(operator, server);
        for (int i = 0; i < WARM_UP; i++) {
            figures.dirty.before(() -> operator.backup(server.name()));
        }
        figures.dirty.forget();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < OURS_PER_ROUND; i++) {
                figures.ours();
            }
            for (Peer peer : peers) {
                figures.theirs.computeIfAbsent(peer, added -> new Samples()).add(figures.dirty.before(peer::backUp));
            }
        }
        return figures;
    }

    private void ours() throws IOException, SQLException, CopybladeException, InterruptedException {
        dirty.before(() -> {
            ProcessCost before = ProcessCost.now();
            totals.add(operator.backup(server.name()).total());
            ProcessCost cost = ProcessCost.now().since(before);
            processorTimes.add(cost.processorTime());
            bytes.add(cost.bytes());
            return null;
        });
    }

    /** Share of the data that the platform reads and writes when every byte goes through it. */
    double shareOfHostCopy() throws IOException, SQLException, CopybladeException, InterruptedException {
        return dirty.before(() -> {
            ProcessCost before = ProcessCost.now();
            operator.backup(server.name(), Map.of("consistency", "backup-mode", "fast.replication", "none"));
            return (double) ProcessCost.now().since(before).bytes() / dataBytes;
        });
    }

    long dataBytes() {
        return dataBytes;
    }

    /** Of one backup of ours, median. */
    Duration total() {
        return totals.median();
    }

    /** Of the platform for one backup, median. */
    Duration processorTime() {
        return processorTimes.median();
    }

    /** Of the data that the platform read and wrote for one backup, median. */
    double share() {
        return (double) bytes.median() / dataBytes;
    }

    /** Of each other tool. */
    Map<Peer, Samples> theirs() {
        return theirs;
    }

    DirtyPages dirty() {
        return dirty;
    }
}
