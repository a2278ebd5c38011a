package org.copyblade.lab.ims.internal.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.copyblade.lab.ims.internal.data.Database;
import org.copyblade.lab.ims.internal.data.DbBlock;
import org.copyblade.lab.ims.internal.member.ControlRegion;
import org.copyblade.lab.ims.internal.member.RecordRef;
import org.copyblade.lab.ims.internal.member.Unit;
import org.copyblade.lab.ims.internal.pace.Pace;

/**
 * One region that works: transfers between two databases and two volumes, deposits with control total and journal, some units
 * that abort and some that are long. Money is neither made nor lost by any of them. Used by one thread.
 */
public final class LedgerWorker implements Runnable {
    private static final int LONG_UPDATES = 12;

    private final ControlRegion region;
    private final Map<String, Database> databases;
    private final int number;
    private final Random random;
    private final Pace pace;
    private final long thinkNanos;
    private final BooleanSupplier stopped;

    /**
     * @param number of the region, from 1
     * @param random decides what it does
     * @param stopped asked between units
     */
    public LedgerWorker(
            ControlRegion region,
            Map<String, Database> databases,
            int number,
            Random random,
            Pace pace,
            long thinkNanos,
            BooleanSupplier stopped) {
        this.region = region;
        this.databases = new TreeMap<>(databases);
        this.number = number;
        this.random = random;
        this.pace = pace;
        this.thinkNanos = thinkNanos;
        this.stopped = stopped;
    }

    @Override
    public void run() {
        while (!stopped.getAsBoolean()) {
            region.life().check();
            one();
            if (thinkNanos > 0) {
                pace.pause(() -> stopped.getAsBoolean() || region.life().hasEnded(), thinkNanos);
            }
        }
    }

    private void one() {
        int kind = random.nextInt(100);
        long amount = 1 + random.nextInt(100);
        if (kind < 55) {
            move(List.of(any("ACCT0001", 0), any("ACCT0002", 1)), amount, random.nextInt(100) < 10);
        } else if (kind < 70) {
            move(List.of(any("ACCT0001", 1), any("TLRA0001", 0)), amount, random.nextInt(100) < 10);
        } else if (kind < 80) {
            move(List.of(any("TLRA0001", 0), any("TLRA0002", 0)), amount, random.nextInt(100) < 10);
        } else if (kind < 95) {
            deposit(amount, random.nextInt(100) < 10);
        } else {
            longMove(amount);
        }
    }

    private void move(List<RecordRef> between, long amount, boolean aborts) {
        begin(between).ifPresent(unit -> {
            region.units().update(unit, between.get(0), it -> it - amount);
            perhapsSteal(unit);
            region.units().update(unit, between.get(1), it -> it + amount);
            end(unit, aborts);
        });
    }

    private void deposit(long amount, boolean aborts) {
        // Record 0 of the control database is what there was at first.
        RecordRef total = new RecordRef(
                "CTRL0001", number % databases.get("CTRL0001").file().blocks(), number);
        List<RecordRef> records =
                List.of(any("ACCT0002", random.nextInt(2)), total, any("JRNL0001", random.nextInt(2)));
        begin(records).ifPresent(unit -> {
            region.units().update(unit, records.get(0), it -> it + amount);
            perhapsSteal(unit);
            region.units().update(unit, records.get(1), it -> it + amount);
            region.units().update(unit, records.get(2), it -> amount);
            end(unit, aborts);
        });
    }

    /** A chain of transfers in one unit, some of whose blocks are written long before it commits. */
    private void longMove(long amount) {
        List<RecordRef> chain = new ArrayList<>();
        for (int step = 0; step < LONG_UPDATES; step++) {
            chain.add(any(step % 2 == 0 ? "ACCT0001" : "ACCT0002", step / 2 % 2));
        }
        begin(chain).ifPresent(unit -> {
            for (int step = 0; step + 1 < chain.size(); step += 2) {
                region.units().update(unit, chain.get(step), it -> it - amount);
                region.units().update(unit, chain.get(step + 1), it -> it + amount);
                perhapsSteal(unit);
            }
            end(unit, random.nextBoolean());
        });
    }

    /** Empty if a database is stopped; that may be over when this returns. */
    private Optional<Unit> begin(List<RecordRef> records) {
        Optional<Unit> unit = areStarted(records) ? region.begin(number, records) : Optional.empty();
        if (unit.isEmpty()) {
            pace.await(() -> stopped.getAsBoolean() || region.life().hasEnded() || areStarted(records), 10_000_000);
        }
        return unit;
    }

    private boolean areStarted(List<RecordRef> records) {
        return records.stream().allMatch(it -> region.isStarted(it.dbd()));
    }

    private void end(Unit unit, boolean aborts) {
        if (aborts) {
            region.units().abort(unit);
        } else {
            region.units().commit(unit);
        }
    }

    private void perhapsSteal(Unit unit) {
        if (random.nextInt(100) < 30) {
            region.units().steal(unit);
        }
    }

    /** @param half 0 for the first volume of the database, 1 for the second */
    private RecordRef any(String dbd, int half) {
        Database database = databases.get(dbd);
        int onFirst = database.file().blocksOnFirstVolume();
        int blocks = database.file().blocks();
        boolean single = database.definition().isFastPath();
        int block = single || half == 0 ? random.nextInt(onFirst) : onFirst + random.nextInt(blocks - onFirst);
        return new RecordRef(dbd, block, random.nextInt(DbBlock.RECORDS_IN_A_BLOCK));
    }
}
