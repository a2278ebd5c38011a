package org.copyblade.lab.ims.internal.recovery;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.lab.ims.internal.data.Database;
import org.copyblade.lab.ims.internal.data.DbBlock;
import org.copyblade.lab.ims.internal.data.DbRecord;
import org.copyblade.lab.ims.internal.log.Change;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.log.UnitToken;

/**
 * Brings a restored database to a time: what was there of units that had not committed by then is taken back, and what had
 * committed is put in, in the order of the merged logs, where the version of the record says that it is missing.
 */
public final class ForwardRecovery {
    private final List<LogRecord> merged;
    private final Set<UnitToken> committed = new HashSet<>();

    /**
     * @param merged logs of all members from before the oldest update that is missing, in the order of their times
     * @param until nothing that committed later is put in
     */
    public ForwardRecovery(List<LogRecord> merged, long until) {
        this.merged = merged;
        merged.stream()
                .filter(it -> it.type() == LogRecord.COMMIT && it.tod() <= until)
                .forEach(it -> committed.add(it.token()));
    }

    /** Recovers a database; how many records were changed. */
    public int recover(Database database) {
        Map<Integer, DbBlock> blocks = new LinkedHashMap<>();
        Set<Change.Place> changed = new HashSet<>();
        for (int index = merged.size() - 1; index >= 0; index--) {
            LogRecord record = merged.get(index);
            if (record.type() == LogRecord.CHANGE && !committed.contains(record.token())) {
                Change change = Change.of(record);
                if (change.dbd().equals(database.dbd()) && isThere(block(database, blocks, change), change, record)) {
                    put(blocks, change, change.before(), record);
                    changed.add(change.place());
                }
            }
        }
        for (LogRecord record : merged) {
            boolean forward = record.type() == LogRecord.CHANGE || record.type() == LogRecord.AREA_CHANGE;
            if (forward && committed.contains(record.token())) {
                Change change = Change.of(record);
                if (change.dbd().equals(database.dbd())
                        && DbRecord.of(block(database, blocks, change).record(change.offset()))
                                        .version()
                                < change.newVersion()) {
                    put(blocks, change, change.after(), record);
                    changed.add(change.place());
                }
            }
        }
        blocks.forEach(database::write);
        return changed.size();
    }

    private static DbBlock block(Database database, Map<Integer, DbBlock> blocks, Change change) {
        return blocks.computeIfAbsent(change.block(), database::read);
    }

    private static boolean isThere(DbBlock block, Change change, LogRecord record) {
        DbRecord there = DbRecord.of(block.record(change.offset()));
        return there.lsn() == record.lsn() && there.token().equals(record.token());
    }

    private static void put(Map<Integer, DbBlock> blocks, Change change, byte[] image, LogRecord by) {
        blocks.get(change.block()).put(change.offset(), image, by.token().imsid(), by.lsn());
    }
}
