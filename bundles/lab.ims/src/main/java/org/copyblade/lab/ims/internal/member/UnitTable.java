package org.copyblade.lab.ims.internal.member;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.lab.ims.internal.log.Change;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.log.UnitToken;

/**
 * What the first pass of a restart makes of a log: which units committed, which were taken back completely, and which are to
 * be taken back now.
 *
 * @param redo changes of areas by units that committed, oldest first
 * @param undo changes by units that did not, newest first
 * @param open units whose changes are to be taken back, or that only lack their end
 * @param compensated changes whose taking back is logged already, by their numbers
 */
record UnitTable(List<Logged> redo, List<Logged> undo, Set<UnitToken> open, Set<Long> compensated) {

    /** A change and the record it was in. */
    record Logged(UnitToken token, int pst, Change change, long lsn) {}

    static UnitTable of(List<LogRecord> records) {
        Set<UnitToken> committed = new HashSet<>();
        Set<UnitToken> closed = new HashSet<>();
        Set<Long> compensated = new HashSet<>();
        Map<UnitToken, List<Logged>> changes = new LinkedHashMap<>();
        for (LogRecord record : records) {
            switch (record.type()) {
                case LogRecord.COMMIT -> committed.add(record.token());
                case LogRecord.BACKOUT_END -> closed.add(record.token());
                case LogRecord.BACKOUT -> compensated.add(Change.of(record).previousLsn());
                case LogRecord.CHANGE, LogRecord.AREA_CHANGE ->
                    changes.computeIfAbsent(record.token(), it -> new ArrayList<>())
                            .add(new Logged(record.token(), record.pst(), Change.of(record), record.lsn()));
                default -> {}
            }
        }
        List<Logged> redo = new ArrayList<>();
        List<Logged> undo = new ArrayList<>();
        Set<UnitToken> open = new HashSet<>();
        changes.forEach((token, own) -> {
            if (committed.contains(token)) {
                own.stream().filter(it -> it.change().before().length == 0).forEach(redo::add);
            } else if (!closed.contains(token)) {
                open.add(token);
                own.stream().filter(it -> it.change().before().length > 0).forEach(undo::add);
            }
        });
        redo.sort(java.util.Comparator.comparingLong(Logged::lsn));
        undo.sort(java.util.Comparator.comparingLong(Logged::lsn).reversed());
        return new UnitTable(redo, undo, open, compensated);
    }
}
