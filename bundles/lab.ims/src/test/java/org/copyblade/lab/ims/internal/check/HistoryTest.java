package org.copyblade.lab.ims.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.copyblade.lab.ims.internal.data.DbRecord;
import org.copyblade.lab.ims.internal.log.Change;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.log.UnitToken;
import org.junit.jupiter.api.Test;

/** What logs say of a record, also where the kept part of them begins in the middle of a unit. */
class HistoryTest {
    private static final UnitToken UNIT = new UnitToken("IMS1", 5, 1);
    private static final DbRecord OLD = new DbRecord(7, 100, 12, new UnitToken("IMS2", 3, 1), 40);
    private static final DbRecord FIRST = new DbRecord(7, 150, 13, UNIT, 50);
    private static final DbRecord SECOND = new DbRecord(7, 175, 14, UNIT, 51);

    @Test
    void unitThatDidNotCommit_leavesWhatWasThereBefore() {
        History history = History.of(List.of(change(OLD, FIRST, 50), change(FIRST, SECOND, 51)), Long.MAX_VALUE);
        assertThat(history.committedState()).hasSize(1);
        assertThat(history.committedState().values().iterator().next()).isEqualTo(OLD.bytes());
    }

    @Test
    void unitWhoseFirstChangeIsNotKept_saysNothingOfWhatWasThereBefore() {
        History history = History.of(List.of(change(FIRST, SECOND, 51)), Long.MAX_VALUE);
        assertThat(history.committedState()).isEmpty();
    }

    @Test
    void unitThatCommitted_leavesWhatItMade() {
        LogRecord commit = new LogRecord(LogRecord.COMMIT, 1, UNIT, new byte[12], 52, 52);
        History history = History.of(List.of(change(FIRST, SECOND, 51), commit), Long.MAX_VALUE);
        assertThat(history.committedState().values().iterator().next()).isEqualTo(SECOND.bytes());
        assertThat(History.of(List.of(change(FIRST, SECOND, 51), commit), 51).committedState())
                .isEmpty();
    }

    private static LogRecord change(DbRecord before, DbRecord after, long lsn) {
        Change change = new Change(
                "ACCT0001", "ACCTDD1", 0, 64, before.bytes(), after.bytes(), before.version(), after.version(), 0);
        return new LogRecord(LogRecord.CHANGE, 1, UNIT, change.body(), lsn, lsn);
    }
}
