package org.copyblade.lab.ims.internal.member;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.lab.ims.internal.data.BlockId;
import org.copyblade.lab.ims.internal.data.Database;
import org.copyblade.lab.ims.internal.data.DbBlock;
import org.copyblade.lab.ims.internal.data.DbRecord;
import org.copyblade.lab.ims.internal.disk.BlockFile;
import org.copyblade.lab.ims.internal.log.DurableLog;
import org.copyblade.lab.ims.internal.log.LogDataSets;
import org.copyblade.lab.ims.internal.log.LogEnd;
import org.copyblade.lab.ims.internal.log.LogNames;
import org.copyblade.lab.ims.internal.log.LogPosition;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.log.LogWriter;
import org.copyblade.lab.ims.internal.log.OldsRing;
import org.copyblade.lab.ims.internal.log.OldsShortage;
import org.copyblade.lab.ims.internal.log.TodClock;
import org.copyblade.lab.ims.internal.log.UnitToken;
import org.copyblade.lab.ims.internal.pace.Pace;
import org.copyblade.lab.ims.internal.recon.Recon;
import org.copyblade.lab.ims.internal.recon.Subsystem;

/**
 * The restart of one member: completes its log from the write-ahead data sets, does area changes of committed units again
 * and takes back what is left of others. It may die at any moment and be done again.
 */
public final class Restart {

    /**
     * What a restart did.
     *
     * @param writer the log, going on
     * @param restartLsn oldest record that the next restart would need
     * @param redone area changes done again
     * @param backedOut units taken back
     */
    public record Outcome(LogWriter writer, AtomicLong restartLsn, int redone, int backedOut) {}

    private final String imsid;
    private final LogDataSets sets;
    private final BlockFile restartDataSet;
    private final Recon recon;
    private final Map<String, Database> databases;
    private final TodClock clock;
    private final Pace pace;
    private final Life life;
    private final Messages messages;

    public Restart(Ground ground, Life life, Messages messages) {
        this.imsid = ground.names().imsid();
        this.sets = LogDataSets.of(ground.volumes(), ground.names());
        this.restartDataSet = ground.volumes().require(ground.names().restart(), RestartPoint.BLOCK_BYTES);
        this.recon = ground.recon();
        this.databases = Database.openAll(ground.volumes(), ground.names().prefix());
        this.clock = ground.clock();
        this.pace = ground.pace();
        this.life = life;
        this.messages = messages;
    }

    /** Frees online logs for a restart, before which nobody else does. */
    public interface Room {

        /** Has the oldest closed online log that is not archived yet archived; false if all are. */
        boolean make();
    }

    /** What a member stands on. */
    public record Ground(
            org.copyblade.lab.ims.internal.disk.VolumeSet volumes,
            LogNames names,
            Recon recon,
            TodClock clock,
            Pace pace) {}

    public Outcome run(Room room) throws RestartFailure {
        recon.update(state -> state.withSubsystem(imsid, it -> it.withRecovering(true)));
        DurableLog log = DurableLog.read(sets);
        if (!log.isSound()) {
            throw new RestartFailure("DFS0738X " + imsid + " "
                    + log.flaws().stream()
                            .filter(it -> !it.recovered())
                            .map(DurableLog.Flaw::text)
                            .findFirst()
                            .orElseThrow());
        }
        if (!log.records().isEmpty()) {
            clock.notBefore(log.records().get(log.records().size() - 1).tod());
        }
        AtomicLong restartLsn = new AtomicLong(
                RestartPoint.read(restartDataSet).map(RestartPoint::restartLsn).orElse(log.beginLsn()));
        if (restartLsn.get() < log.beginLsn()) {
            throw new RestartFailure(String.format(
                    "DFS0738X %s the log begins with %016X, and the restart needs %016X",
                    imsid, log.beginLsn(), restartLsn.get()));
        }
        messages.say(imsid, "DFS5055I PASS 1 OF LOG PROCESSING STARTED  " + imsid);
        UnitTable table = UnitTable.of(log.records().stream()
                .filter(it -> it.lsn() >= restartLsn.get())
                .toList());
        Ring ring = new Ring(imsid, recon, clock, restartLsn, it -> messages.say(imsid, it));
        LogPosition end = completed(log, ring, room);
        if (end.block() == sets.primaries().get(end.olds()).blocks()) {
            throw new RestartFailure("DFS3260I ONLINE LOG DATA SET SHORTAGE - NEED ANOTHER ONE  " + imsid);
        }
        LogWriter writer = new LogWriter(sets, end, clock, ring, pace);
        sets.formatWads(clock.next());
        Gate gate = new Gate(pace, life);
        MemberLog memberLog = new MemberLog(imsid, writer, gate, life, pace, messages);
        memberLog.append(LogRecord.START_STOP, 0, UnitToken.NONE, lsn -> new byte[0]);
        memberLog.append(LogRecord.RELEASE, 0, UnitToken.NONE, lsn -> new byte[0]);
        messages.say(imsid, "DFS5055I PASS 2 OF LOG PROCESSING STARTED  " + imsid);
        int redone = redo(table.redo());
        undo(table, memberLog);
        new Checkpoints(imsid, memberLog, gate, restartDataSet, recon, restartLsn).take(Set::of);
        recon.update(state -> state.withSubsystem(imsid, it -> it.started(clock.next())));
        return new Outcome(writer, restartLsn, redone, table.open().size());
    }

    /** Makes the online logs hold all that is durable, and says where the log goes on. */
    private LogPosition completed(DurableLog log, Ring ring, Room room) {
        LogPosition end = LogEnd.complete(sets, log, recon.read().active(imsid).map(it -> it.olds()), clock);
        if (end.block() == 0) {
            return end;
        }
        // A member that dies again and again before it archives would otherwise fill its last online log.
        boolean mayHelp = true;
        while (mayHelp && !ring.hasNext(recon.read())) {
            mayHelp = room.make();
        }
        try {
            int next = ring.next(new OldsRing.End(end.olds(), end.bsn() - 1, end.lsn(), clock.next()));
            return new LogPosition(next, 0, end.bsn(), end.previousSum(), end.lsn());
        } catch (OldsShortage shortage) {
            // It goes on where it ended; the next one is opened when another has been archived.
            return end;
        }
    }

    private int redo(List<UnitTable.Logged> changes) {
        Map<BlockId, DbBlock> blocks = new LinkedHashMap<>();
        Set<BlockId> changed = new LinkedHashSet<>();
        int redone = 0;
        for (UnitTable.Logged logged : changes) {
            BlockId id = new BlockId(logged.change().dbd(), logged.change().block());
            DbBlock block =
                    blocks.computeIfAbsent(id, it -> databases.get(it.dbd()).read(it.block()));
            DbRecord there = DbRecord.of(block.record(logged.change().offset()));
            if (there.version() < logged.change().newVersion()) {
                block.put(logged.change().offset(), logged.change().after(), imsid, logged.lsn());
                changed.add(id);
                redone++;
            }
        }
        // No others: a block with nothing to be done again is not locked any more, and the other member may be writing
        // it.
        changed.forEach(id -> databases.get(id.dbd()).write(id.block(), blocks.get(id)));
        return redone;
    }

    private void undo(UnitTable table, MemberLog log) {
        Map<BlockId, DbBlock> blocks = new LinkedHashMap<>();
        for (UnitTable.Logged logged : table.undo()) {
            BlockId id = new BlockId(logged.change().dbd(), logged.change().block());
            DbBlock block =
                    blocks.computeIfAbsent(id, it -> databases.get(it.dbd()).read(it.block()));
            long by = log.lsn();
            if (!table.compensated().contains(logged.lsn())) {
                by = log.append(LogRecord.BACKOUT, logged.pst(), logged.token(), lsn -> logged.change()
                                .reversed(logged.lsn())
                                .body())
                        .lsn();
            }
            // In either case: a backout may have been logged by a restart that died before it wrote the block.
            block.put(logged.change().offset(), logged.change().before(), imsid, by);
        }
        log.force(log.lsn());
        blocks.forEach((id, block) -> databases.get(id.dbd()).write(id.block(), block));
        for (UnitToken token : table.open()) {
            log.append(LogRecord.BACKOUT_END, 0, token, lsn -> new byte[0]);
        }
        log.force(log.lsn());
    }

    /** Is a restart that does not say so refused, because RECON says that the member runs? */
    static boolean needsOverride(Recon recon, String imsid) {
        return recon.read()
                .subsystem(imsid)
                .filter(it -> it.state() == Subsystem.State.ACTIVE)
                .isPresent();
    }
}
