package org.copyblade.lab.ims.internal.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.copyblade.lab.ims.internal.pace.Pace;

/**
 * Writes the log of one member ahead of everything: full blocks to the open pair of online logs, what must be durable
 * before its block is full to both write-ahead data sets. Safe for many threads; one writes at a time.
 */
public final class LogWriter {
    private final LogDataSets sets;
    private final TodClock clock;
    private final OldsRing ring;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    // All below are guarded by the lock; those that are volatile are shown to everybody.
    private final byte[] buffer = new byte[OldsBlock.PAYLOAD_BYTES];
    private final int[] writings = new int[WadsSegment.OF_A_BLOCK];
    private int used;
    private int durable;
    private int block;
    private int previousSum;
    private volatile int olds;
    private volatile long bsn;
    private volatile long lsn;
    private volatile long durableLsn;

    public LogWriter(LogDataSets sets, LogPosition start, TodClock clock, OldsRing ring, Pace pace) {
        this.sets = sets;
        this.clock = clock;
        this.ring = ring;
        this.pace = pace;
        this.olds = start.olds();
        this.block = start.block();
        this.bsn = start.bsn();
        this.previousSum = start.previousSum();
        this.lsn = start.lsn();
        this.durableLsn = start.lsn();
    }

    /**
     * Adds a record; it is durable when {@link #force} returns.
     *
     * @param body made of the number that the record gets
     */
    public LogRecord append(int type, int pst, UnitToken token, LongFunction<byte[]> body) throws OldsShortage {
        pace.lock(lock);
        try {
            byte[] content = body.apply(lsn + 1);
            leaveFullOlds();
            if (used + LogRecord.FRAME_BYTES + content.length > buffer.length) {
                writeBlock();
                leaveFullOlds();
            }
            LogRecord record = new LogRecord(type, pst, token, content, clock.next(), lsn + 1);
            record.put(ByteBuffer.wrap(buffer, used, buffer.length - used));
            used += record.bytes();
            lsn = record.lsn();
            return record;
        } finally {
            lock.unlock();
        }
    }

    /** Makes all records up to that one durable. */
    public void force(long upTo) {
        pace.lock(lock);
        try {
            if (durableLsn >= upTo || used == durable) {
                return;
            }
            long tod = clock.next();
            for (int number = durable / WadsSegment.PAYLOAD_BYTES;
                    number * WadsSegment.PAYLOAD_BYTES < used;
                    number++) {
                int from = number * WadsSegment.PAYLOAD_BYTES;
                byte[] payload = Arrays.copyOfRange(buffer, from, Math.min(used, from + WadsSegment.PAYLOAD_BYTES));
                byte[] segment = new WadsSegment(sets.imsid(), olds, bsn, number, tod, payload).bytes();
                int slot = WadsSegment.slot(bsn, number, writings[number]++);
                sets.wads().forEach(it -> it.write(slot, segment));
            }
            durable = used;
            durableLsn = lsn;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the open pair and opens the next. */
    public void switchOlds() throws OldsShortage {
        pace.lock(lock);
        try {
            leaveFullOlds();
            if (used > 0) {
                writeBlock();
            }
            if (block > 0) {
                openNext();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Number of the last record. */
    public long lsn() {
        return lsn;
    }

    public long durableLsn() {
        return durableLsn;
    }

    /** Number of the block that is being filled. */
    public long bsn() {
        return bsn;
    }

    /** Number of the open pair. */
    public int olds() {
        return olds;
    }

    /** How full the open pair is. */
    public int percentFull() {
        return block * 100 / sets.blocks();
    }

    private void leaveFullOlds() throws OldsShortage {
        if (block == sets.blocks()) {
            openNext();
        }
    }

    private void openNext() throws OldsShortage {
        olds = ring.next(new OldsRing.End(olds, bsn - 1, lsn, clock.next()));
        block = 0;
    }

    private void writeBlock() {
        byte[] content = OldsBlock.build(sets.imsid(), olds, bsn, clock.next(), previousSum, buffer, used);
        sets.primaries().get(olds).write(block, content);
        sets.secondaries().get(olds).write(block, content);
        previousSum = ByteBuffer.wrap(content).getInt(OldsBlock.BYTES - 4);
        durableLsn = lsn;
        Arrays.fill(writings, 0);
        used = 0;
        durable = 0;
        block++;
        bsn++;
    }
}
