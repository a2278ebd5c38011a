package org.copyblade.lab.ims.internal.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What can be read of the log of a member: its blocks without a gap up to the newest, and after it what the write-ahead data
 * sets hold of the block that was being filled.
 *
 * @param blocks by number
 * @param records all of them, oldest first
 * @param tail records of the block that is not in an online log yet, as bytes
 * @param tailOlds where that block was to go; empty if there is no tail
 * @param flaws what is wrong
 */
public record DurableLog(
        String imsid,
        SortedMap<Long, Found> blocks,
        List<LogRecord> records,
        byte[] tail,
        OptionalInt tailOlds,
        List<Flaw> flaws) {

    /** Where a block was found. */
    public record Found(int olds, int position, long bsn, int sum, long firstLsn, long lastLsn) {}

    /**
     * Something wrong.
     *
     * @param recovered the second copy has it right
     */
    public record Flaw(String text, boolean recovered) {}

    public static DurableLog read(LogDataSets sets) {
        List<Flaw> flaws = new ArrayList<>();
        SortedMap<Long, Placed> chain = new OldsReader(sets, flaws).chain();
        SortedMap<Long, Found> blocks = new TreeMap<>();
        List<LogRecord> records = new ArrayList<>();
        for (Placed placed : chain.values()) {
            List<LogRecord> own = records(
                    placed.block().payload(), flaws, "block " + placed.block().bsn());
            records.addAll(own);
            long first = own.isEmpty() ? 0 : own.get(0).lsn();
            long last = own.isEmpty() ? 0 : own.get(own.size() - 1).lsn();
            blocks.put(
                    placed.block().bsn(),
                    new Found(
                            placed.olds(),
                            placed.position(),
                            placed.block().bsn(),
                            placed.block().sum(),
                            first,
                            last));
        }
        long lastBsn = chain.isEmpty() ? 0 : chain.lastKey();
        Optional<WadsReader.Tail> tail = new WadsReader(sets, flaws).tail(lastBsn);
        byte[] bytes = tail.map(WadsReader.Tail::payload).orElse(new byte[0]);
        List<LogRecord> last = records(bytes, new ArrayList<>(), "tail");
        records.addAll(last);
        checkOrder(sets.imsid(), records, flaws);
        return new DurableLog(
                sets.imsid(),
                blocks,
                Collections.unmodifiableList(records),
                Arrays.copyOf(bytes, last.stream().mapToInt(LogRecord::bytes).sum()),
                tail.isPresent() && !last.isEmpty() ? OptionalInt.of(tail.get().olds()) : OptionalInt.empty(),
                List.copyOf(flaws));
    }

    /** One that holds nothing that a restart could not use. */
    public boolean isSound() {
        return flaws.stream().allMatch(Flaw::recovered);
    }

    /** Number of the newest record that is durable; 0 if there is none. */
    public long endLsn() {
        return records.isEmpty() ? 0 : records.get(records.size() - 1).lsn();
    }

    /** Number of the oldest record that is kept; one more than the newest if there is none. */
    public long beginLsn() {
        return records.isEmpty() ? 1 : records.get(0).lsn();
    }

    /** Number of the block that was being filled. */
    public long bsn() {
        return blocks.isEmpty() ? 1 : blocks.lastKey() + 1;
    }

    /** The record of that number, if it is kept. */
    public Optional<LogRecord> record(long lsn) {
        long index = lsn - beginLsn();
        return index < 0 || index >= records.size() || records.get((int) index).lsn() != lsn
                ? Optional.empty()
                : Optional.of(records.get((int) index));
    }

    record Placed(int olds, int position, OldsBlock block) {}

    static List<LogRecord> records(byte[] payload, List<Flaw> flaws, String where) {
        List<LogRecord> records = new ArrayList<>();
        ByteBuffer from = ByteBuffer.wrap(payload);
        while (from.hasRemaining()) {
            Optional<LogRecord> record = LogRecord.get(from);
            if (record.isEmpty()) {
                flaws.add(new Flaw(where + " holds what is no record", false));
                break;
            }
            records.add(record.get());
        }
        return records;
    }

    private static void checkOrder(String imsid, List<LogRecord> records, List<Flaw> flaws) {
        LogRecord before = null;
        for (LogRecord record : records) {
            if (before != null && record.lsn() != before.lsn() + 1) {
                flaws.add(new Flaw(
                        String.format(
                                "log of %s: record %016X is followed by %016X", imsid, before.lsn(), record.lsn()),
                        false));
            }
            if (before != null && record.tod() < before.tod()) {
                flaws.add(new Flaw(
                        String.format("log of %s: record %016X is older than the one before", imsid, record.lsn()),
                        false));
            }
            before = record;
        }
    }
}
