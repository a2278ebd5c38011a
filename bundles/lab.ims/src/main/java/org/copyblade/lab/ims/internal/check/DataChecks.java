package org.copyblade.lab.ims.internal.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.copyblade.lab.ims.Finding;
import org.copyblade.lab.ims.Rule;
import org.copyblade.lab.ims.internal.data.Database;
import org.copyblade.lab.ims.internal.data.DbBlock;
import org.copyblade.lab.ims.internal.data.DbRecord;
import org.copyblade.lab.ims.internal.data.Definition.Use;
import org.copyblade.lab.ims.internal.log.Change;
import org.copyblade.lab.ims.internal.log.DurableLog;
import org.copyblade.lab.ims.internal.log.LogRecord;

/** I1, I2 and I4, and the part of I3 that is about database blocks. */
final class DataChecks {
    private final Map<String, Database> databases;
    private final Consumer<Finding> findings;

    DataChecks(Map<String, Database> databases, Consumer<Finding> findings) {
        this.databases = databases;
        this.findings = findings;
    }

    /** Before a restart: blocks are whole, not ahead of the log, and hold everything of full function that committed. */
    void beforeRestart(Map<String, DurableLog> logs, History history) {
        Map<Change.Place, Integer> written = history.writtenVersions();
        eachBlock((database, number, block) -> {
            writeAhead(database, number, block, logs);
            for (int record = 0; record < DbBlock.RECORDS_IN_A_BLOCK; record++) {
                int offset = DbBlock.offset(record);
                Change.Place place = place(database, number, offset);
                DbRecord there = DbRecord.of(block.record(offset));
                writeAhead(place, there, logs);
                Integer version = written.get(place);
                if (version != null && there.version() < version) {
                    findings.accept(new Finding(
                            Rule.I2, place + " has version " + there.version() + ", and " + version + " committed"));
                }
            }
        });
    }

    /** After a restart: exactly what committed is there, and the money is right. */
    void afterRestart(History history) {
        Map<Change.Place, byte[]> expected = history.committedState();
        long[] money = new long[3];
        eachBlock((database, number, block) -> {
            for (int record = 0; record < DbBlock.RECORDS_IN_A_BLOCK; record++) {
                int offset = DbBlock.offset(record);
                byte[] there = block.record(offset);
                byte[] wanted = expected.get(place(database, number, offset));
                if (wanted != null && !java.util.Arrays.equals(wanted, there)) {
                    findings.accept(new Finding(
                            Rule.I2,
                            place(database, number, offset) + " holds " + DbRecord.of(there) + " after restart, not "
                                    + DbRecord.of(wanted)));
                }
                count(database.definition().use(), DbRecord.of(there), money);
            }
        });
        if (money[0] - money[1] != money[2]) {
            findings.accept(new Finding(
                    Rule.I4,
                    "balances " + money[0] + " less deposits " + money[1] + " are not " + money[2]
                            + ", what there was at first"));
        }
    }

    private static void count(Use use, DbRecord record, long[] money) {
        switch (use) {
            case BALANCES -> money[0] += record.balance();
            case CONTROL -> money[record.key() == 0 ? 2 : 1] += record.balance();
            case JOURNAL -> {}
        }
    }

    private void writeAhead(Database database, int number, DbBlock block, Map<String, DurableLog> logs) {
        DurableLog log = logs.get(block.member());
        if (!block.member().isEmpty() && (log == null || block.pageLsn() > log.endLsn())) {
            findings.accept(new Finding(
                    Rule.I1,
                    String.format(
                            "%s block %d has %016X of %s, whose log ends with %016X",
                            database.dbd(), number, block.pageLsn(), block.member(), log == null ? 0 : log.endLsn())));
        }
    }

    private void writeAhead(Change.Place place, DbRecord record, Map<String, DurableLog> logs) {
        DurableLog log = logs.get(record.token().imsid());
        if (log == null || record.lsn() < log.beginLsn()) {
            return;
        }
        Optional<LogRecord> logged = log.record(record.lsn()).filter(LogRecord::isChange);
        boolean right = logged.isPresent()
                && logged.get().token().equals(record.token())
                && Change.of(logged.get()).place().equals(place)
                && Change.of(logged.get()).newVersion() == record.version();
        if (!right) {
            findings.accept(new Finding(
                    Rule.I1,
                    String.format(
                            "%s version %d by %s is not in the log at %016X",
                            place, record.version(), record.token(), record.lsn())));
        }
    }

    private interface Visit {
        void block(Database database, int number, DbBlock block);
    }

    private void eachBlock(Visit visit) {
        for (Database database : databases.values()) {
            List<byte[]> blocks = database.file().readAll();
            for (int number = 0; number < blocks.size(); number++) {
                Optional<DbBlock> block =
                        DbBlock.of(blocks.get(number)).filter(it -> it.dbd().equals(database.dbd()));
                if (block.isEmpty() || block.get().number() != number) {
                    findings.accept(new Finding(
                            Rule.I3,
                            database.dbd() + " block " + number + " was written in parts or is no block of it"));
                } else {
                    visit.block(database, number, block.get());
                }
            }
        }
    }

    private static Change.Place place(Database database, int number, int offset) {
        return new Change.Place(database.dbd(), database.definition().ddn(), number, offset);
    }
}
