package org.copyblade.bench.internal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.fixture.Ledger;
import org.copyblade.demo.fixture.LedgerLoad;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.LedgerVerdict;
import org.copyblade.demo.fixture.PostgresServer.Shutdown;
import org.copyblade.demo.operator.FirstConnection;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.ProtectedServer;
import org.copyblade.demo.operator.TimedRun;

/**
 * Restores in place until the server accepts a connection: ours after a crash under load, another tool's after a clean stop.
 * Each time the restored ledger is checked. Not for several threads.
 */
final class RestoreFigures {

    private static final int WRITERS = 4;
    private static final int COMMITS_AROUND = 1000;
    private static final String UNTOUCHED = "SELECT count(*) || ' rows, ' || sum(id) FROM filler";

    private final Operator operator;
    private final ProtectedServer server;
    private final String untouched;
    private final Samples totals = new Samples();
    private final Samples redos = new Samples();
    private final Samples own = new Samples();
    private final Samples theirTotals = new Samples();
    private final Samples theirRedos = new Samples();

    RestoreFigures(Operator operator, ProtectedServer server) throws SQLException {
        this.operator = operator;
        this.server = server;
        this.untouched = server.server().query(UNTOUCHED);
    }

    /** Backs up under a load that knows no limit, so that there is much to redo; crashes the server; restores it. */
    void ours() throws IOException, SQLException, CopybladeException, InterruptedException {
        LedgerMark atLeast;
        LedgerMark atMost;
        TimedRun backup;
        try (LedgerLoad load = LedgerLoad.start(server.server()::connect, WRITERS, 0)) {
            load.awaitCommits(COMMITS_AROUND);
            atLeast = load.acknowledged();
            backup = operator.backup(server.name());
            atMost = load.attempted();
            load.awaitCommits(COMMITS_AROUND);
            server.server().crash();
        }
        Caches.drop();
        RedoLog log = RedoLog.of(server.restartLog());
        FirstConnection connection = FirstConnection.of(server.server());
        operator.restore(backup.backup());
        Duration total = connection.await();
        Duration redo = log.lastRedo();
        totals.add(total);
        redos.add(redo);
        own.add(total.minus(redo));
        check(atLeast, atMost);
    }

    /** The same with the other tool: a backup under the same load, and everything committed comes back from its archive. */
    void theirs(PgBackRest peer) throws IOException, SQLException, InterruptedException {
        LedgerMark reached;
        try (LedgerLoad load = LedgerLoad.start(server.server()::connect, WRITERS, 0)) {
            load.awaitCommits(COMMITS_AROUND);
            peer.backUp();
            load.stop();
            reached = load.acknowledged();
        }
        server.server().stop(Shutdown.FAST);
        server.server().emptyDataDirectory();
        Caches.drop();
        RedoLog log = RedoLog.of(server.server().logFile());
        theirTotals.add(peer.restoreAndStart());
        theirRedos.add(log.lastRedo());
        check(reached, reached);
    }

    private void check(LedgerMark atLeast, LedgerMark atMost) throws SQLException {
        try (Connection connection = server.server().connect()) {
            LedgerVerdict verdict = Ledger.check(connection, atLeast, atMost);
            if (!verdict.isComplete()) {
                throw new IllegalStateException("the restored ledger is not complete: " + verdict.problems());
            }
        }
        String found = server.server().query(UNTOUCHED);
        if (!found.equals(untouched)) {
            throw new IllegalStateException("the restored data has " + found + " instead of " + untouched);
        }
    }

    int count() {
        return totals.count();
    }

    /** From the request to the first connection, median. */
    Duration total() {
        return totals.median();
    }

    /** What PostgreSQL spent on its own recovery, median. */
    Duration redo() {
        return redos.median();
    }

    /** The total without the redo, median. */
    Duration own() {
        return own.median();
    }

    Duration theirTotal() {
        return theirTotals.median();
    }

    Duration theirRedo() {
        return theirRedos.median();
    }

    /** How many times faster we are: theirs even without their redo, as they had more to redo than we. */
    double timesFaster() {
        return Samples.ratio(theirTotal().minus(theirRedo()), total());
    }
}
