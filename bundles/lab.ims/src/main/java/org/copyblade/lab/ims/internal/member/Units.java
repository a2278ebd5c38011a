package org.copyblade.lab.ims.internal.member;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import org.copyblade.lab.ims.internal.data.BlockId;
import org.copyblade.lab.ims.internal.data.Database;
import org.copyblade.lab.ims.internal.data.DbBlock;
import org.copyblade.lab.ims.internal.data.DbRecord;
import org.copyblade.lab.ims.internal.data.LockTable;
import org.copyblade.lab.ims.internal.log.Change;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.log.UnitToken;
import org.copyblade.lab.ims.internal.pace.Pace;

/**
 * Units of work in the order that makes them recoverable. Full function: change record, database block, commit record; a
 * block may also be written earlier. Areas: change and commit record, then the block, by a thread of its own.
 */
public final class Units {
    private final String imsid;
    private final MemberLog log;
    private final Gate gate;
    private final Life life;
    private final LockTable locks;
    private final Map<String, Database> databases;
    private final Pace pace;
    private final Consumer<Acknowledgement> acknowledged;
    private final AtomicInteger schedule;
    private final AtomicLong committed = new AtomicLong();
    private final Set<Unit> active = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Unit> output = new ConcurrentLinkedQueue<>();

    Units(
            String imsid,
            MemberLog log,
            Gate gate,
            Life life,
            LockTable locks,
            Map<String, Database> databases,
            Pace pace,
            Consumer<Acknowledgement> acknowledged) {
        this.imsid = imsid;
        this.log = log;
        this.gate = gate;
        this.life = life;
        this.locks = locks;
        this.databases = databases;
        this.pace = pace;
        this.acknowledged = acknowledged;
        // A unit has several log records: no schedule number that was ever given is this high.
        this.schedule = new AtomicInteger((int) log.lsn());
    }

    /**
     * Begins a unit that will work on those records and no others.
     *
     * @param started may units work on that database?
     * @return empty if not on all of them
     */
    Optional<Unit> begin(int pst, List<RecordRef> records, Predicate<String> started) {
        List<BlockId> blocks =
                records.stream().map(RecordRef::blockId).distinct().toList();
        locks.acquire(imsid, blocks, life::check);
        Unit unit = new Unit(new UnitToken(imsid, schedule.incrementAndGet(), 1), pst, blocks, log.lsn() + 1);
        // Known before its first record is logged: a checkpoint in between must not pass it over.
        active.add(unit);
        // Asked only now: whoever stops a database is either seen here, or sees the unit and waits for its end.
        if (!records.stream().allMatch(it -> started.test(it.dbd()))) {
            locks.release(blocks);
            end(unit);
            return Optional.empty();
        }
        log(unit, LogRecord.SCHEDULE, new byte[0]);
        log(unit, LogRecord.UNIT_START, new byte[0]);
        return Optional.of(unit);
    }

    /** Changes the balance of a record, in memory and in the log. */
    public void update(Unit unit, RecordRef ref, LongUnaryOperator balance) {
        Database database = databases.get(ref.dbd());
        DbBlock block = unit.blocks().computeIfAbsent(ref.blockId(), it -> database.read(ref.block()));
        byte[] before = block.record(ref.offset());
        DbRecord old = DbRecord.of(before);
        boolean area = database.definition().isFastPath();
        long previous = unit.changes().isEmpty()
                ? 0
                : unit.changes().get(unit.changes().size() - 1).lsn();
        LogRecord logged =
                log.append(area ? LogRecord.AREA_CHANGE : LogRecord.CHANGE, unit.pst(), unit.token(), lsn -> {
                    DbRecord changed = new DbRecord(
                            old.key(), balance.applyAsLong(old.balance()), old.version() + 1, unit.token(), lsn);
                    return new Change(
                                    ref.dbd(),
                                    database.definition().ddn(),
                                    ref.block(),
                                    ref.offset(),
                                    area ? new byte[0] : before,
                                    changed.bytes(),
                                    old.version(),
                                    changed.version(),
                                    previous)
                            .body();
                });
        unit.logged(logged.lsn());
        Change change = Change.of(logged);
        unit.changes().add(new Unit.Logged(change, logged.lsn()));
        block.put(ref.offset(), change.after(), imsid, logged.lsn());
    }

    /** Writes the full-function blocks it has changed so far, before it is known whether it will commit. */
    public void steal(Unit unit) {
        writeFullFunction(unit);
    }

    /** Commits; on return everything of it is durable, and areas are written when there is time. */
    public void commit(Unit unit) {
        boolean fullFunction = unit.blocks().keySet().stream().anyMatch(it -> !isArea(it));
        boolean areas = unit.blocks().keySet().stream().anyMatch(this::isArea);
        log(unit, LogRecord.PHASE_1, new byte[0]);
        if (areas) {
            log(unit, LogRecord.AREA_COMMIT, new byte[0]);
        }
        if (fullFunction) {
            writeFullFunction(unit);
        }
        log(unit, LogRecord.PHASE_1_END, new byte[0]);
        long sum = unit.changes().stream().mapToLong(Unit.Logged::lsn).sum();
        LogRecord decision = log(
                unit,
                LogRecord.COMMIT,
                ByteBuffer.allocate(12)
                        .putInt(unit.changes().size())
                        .putLong(sum)
                        .array());
        force(decision.lsn());
        acknowledge(unit, decision.tod());
        log(unit, LogRecord.PHASE_2_END, new byte[0]);
        log(unit, LogRecord.TERMINATE, new byte[0]);
        locks.release(unit.locked().stream().filter(it -> !isArea(it)).toList());
        if (areas) {
            output.add(unit);
            pace.changed();
        } else {
            end(unit);
        }
    }

    /** Takes everything back. */
    public void abort(Unit unit) {
        log(unit, LogRecord.ABORT, new byte[0]);
        List<Unit.Logged> backwards = new ArrayList<>(unit.changes());
        Collections.reverse(backwards);
        for (Unit.Logged logged : backwards) {
            Change change = logged.change();
            if (change.before().length > 0) {
                Change reversed = change.reversed(logged.lsn());
                LogRecord backout = log(unit, LogRecord.BACKOUT, reversed.body());
                unit.blocks()
                        .get(new BlockId(change.dbd(), change.block()))
                        .put(change.offset(), reversed.after(), imsid, backout.lsn());
            }
        }
        writeFullFunction(unit);
        LogRecord done = log(unit, LogRecord.BACKOUT_END, new byte[0]);
        log(unit, LogRecord.TERMINATE, new byte[0]);
        // Otherwise a restart would take it back once more, over what the other member has committed there since.
        force(done.lsn());
        locks.release(unit.locked());
        end(unit);
    }

    /** Writes area blocks of units that have committed, for as long as the member lives. */
    void writeAreas() {
        while (true) {
            pace.await(() -> !output.isEmpty() || life.hasEnded());
            life.check();
            Unit unit = output.poll();
            if (unit != null) {
                List<BlockId> areas =
                        unit.locked().stream().filter(this::isArea).toList();
                areas.stream()
                        .filter(unit.blocks()::containsKey)
                        .forEach(it -> write(it, unit.blocks().get(it)));
                locks.release(areas);
                end(unit);
            }
        }
    }

    Set<Unit> active() {
        return Set.copyOf(active);
    }

    /** Is anything of that database being worked on? */
    boolean isInUse(String dbd) {
        return active.stream().anyMatch(it -> it.locked().stream()
                .anyMatch(block -> block.dbd().equals(dbd)));
    }

    /** Units committed since the member was started. */
    public long committed() {
        return committed.get();
    }

    private void writeFullFunction(Unit unit) {
        force(unit.lastLsn());
        unit.blocks().forEach((id, block) -> {
            if (!isArea(id)) {
                write(id, block);
            }
        });
    }

    private void write(BlockId id, DbBlock block) {
        gate.pass(() -> databases.get(id.dbd()).write(id.block(), block));
    }

    private void force(long lsn) {
        gate.pass(() -> log.force(lsn));
    }

    private LogRecord log(Unit unit, int type, byte[] body) {
        LogRecord record = log.append(type, unit.pst(), unit.token(), lsn -> body);
        unit.logged(record.lsn());
        return record;
    }

    private void acknowledge(Unit unit, long tod) {
        committed.incrementAndGet();
        acknowledged.accept(new Acknowledgement(
                unit.token(),
                tod,
                unit.changes().stream()
                        .map(it -> new Acknowledgement.Made(
                                it.change().place(),
                                DbRecord.of(it.change().after()).balance(),
                                it.change().newVersion()))
                        .toList()));
    }

    private void end(Unit unit) {
        active.remove(unit);
        pace.changed();
    }

    private boolean isArea(BlockId id) {
        return databases.get(id.dbd()).definition().isFastPath();
    }
}
