package org.copyblade.lab.ims.internal.member;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.copyblade.lab.ims.ImsSeed;
import org.copyblade.lab.ims.internal.data.Database;
import org.copyblade.lab.ims.internal.data.Definition;
import org.copyblade.lab.ims.internal.data.LockTable;
import org.copyblade.lab.ims.internal.disk.BlockFile;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.log.LogDataSets;
import org.copyblade.lab.ims.internal.log.LogNames;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.log.LogWriter;
import org.copyblade.lab.ims.internal.log.OldsShortage;
import org.copyblade.lab.ims.internal.log.TodClock;
import org.copyblade.lab.ims.internal.log.UnitToken;
import org.copyblade.lab.ims.internal.pace.Pace;
import org.copyblade.lab.ims.internal.recon.LogEntry;
import org.copyblade.lab.ims.internal.recon.Recon;
import org.copyblade.lab.ims.internal.recon.Subsystem;

/**
 * A member between start and end. Everything it has in memory dies with it; the next start makes a new one. Safe for many
 * threads.
 */
public final class ControlRegion {

    /** What the members of a group share. */
    public record Shared(
            ImsSeed seed,
            VolumeSet volumes,
            Recon recon,
            LockTable locks,
            ReentrantLock vtoc,
            TodClock clock,
            Pace pace,
            Messages messages,
            Presence presence,
            Consumer<Acknowledgement> acknowledged) {}

    private final Shared shared;
    private final String imsid;
    private final Life life;
    private final Gate gate;
    private final Recon recon;
    private final LogWriter writer;
    private final MemberLog log;
    private final Units units;
    private final Checkpoints checkpoints;
    private final Archiver archiver;
    private final Suspension suspension;
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();
    private final Set<String> quiesced = ConcurrentHashMap.newKeySet();
    private volatile boolean archiveWanted = true;
    private volatile boolean checkpointWanted;
    private volatile BooleanSupplier systemWork = () -> true; // is there any that is due or under way?

    private ControlRegion(Shared shared, String imsid, Life life, VolumeSet volumes, Restart.Outcome start) {
        this.shared = shared;
        this.imsid = imsid;
        this.life = life;
        Pace pace = shared.pace();
        LogNames names = names(shared.seed(), imsid);
        this.gate = new Gate(pace, life);
        this.recon = shared.recon().via(volumes);
        this.writer = start.writer();
        this.log = new MemberLog(imsid, writer, gate, life, pace, shared.messages());
        Map<String, Database> databases =
                Database.openAll(volumes, shared.seed().prefix());
        this.units = new Units(imsid, log, gate, life, shared.locks(), databases, pace, shared.acknowledged());
        BlockFile restartDataSet = volumes.require(names.restart(), RestartPoint.BLOCK_BYTES);
        this.checkpoints = new Checkpoints(imsid, log, gate, restartDataSet, recon, start.restartLsn());
        this.archiver = archiver(shared, imsid, volumes);
        this.suspension = new Suspension(imsid, gate, writer, life, pace);
    }

    private static Archiver archiver(Shared shared, String imsid, VolumeSet volumes) {
        return new Archiver(
                shared.seed().prefix(),
                imsid,
                volumes,
                shared.seed().archive(),
                shared.recon().via(volumes),
                LogDataSets.of(volumes, names(shared.seed(), imsid)),
                shared.vtoc(),
                shared.pace());
    }

    /** Restarts the member and gets it to work; returns when it is ready. */
    static ControlRegion start(Shared shared, String imsid, Life life) throws RestartFailure {
        VolumeSet volumes = shared.volumes().checkedBy(life::beforeWrite);
        Restart restart = new Restart(
                new Restart.Ground(
                        volumes,
                        names(shared.seed(), imsid),
                        shared.recon().via(volumes),
                        shared.clock(),
                        shared.pace()),
                life,
                shared.messages());
        Archiver archiver = archiver(shared, imsid, volumes);
        Gate gate = new Gate(shared.pace(), life);
        Restart.Outcome outcome = restart.run(() -> archiver.archiveOldest(gate).isPresent());
        shared.locks().releaseAll(imsid);
        ControlRegion region = new ControlRegion(shared, imsid, life, volumes, outcome);
        region.authorize();
        shared.pace().start(imsid + "-areas", region.work(region.units::writeAreas));
        shared.pace().start(imsid + "-system", region.work(region::system));
        shared.pace().start(imsid + "-watchdog", region.work(region.suspension::watch));
        return region;
    }

    static LogNames names(ImsSeed seed, String imsid) {
        return new LogNames(seed.prefix(), imsid, seed.oldsPairs());
    }

    public String imsid() {
        return imsid;
    }

    public Units units() {
        return units;
    }

    public LogWriter log() {
        return writer;
    }

    public Suspension suspension() {
        return suspension;
    }

    public Life life() {
        return life;
    }

    /** A checkpoint now. */
    public void checkpoint(String kind) {
        long tod = checkpoints.take(units::active);
        shared.messages().say(imsid, "DFS994I *CHKPT " + Stamp.yydddHhmmss(tod) + "**" + kind + "*  " + imsid);
        log.freed();
    }

    public void switchOlds() throws OldsShortage {
        log.switchOlds();
        archiveWanted = true;
        shared.pace().changed();
    }

    /** May units work on that database? */
    public boolean isStarted(String dbd) {
        return !stopped.contains(dbd) && !quiesced.contains(dbd);
    }

    public boolean isQuiesced(String dbd) {
        return quiesced.contains(dbd);
    }

    /** Begins a unit of work; empty if one of its databases is stopped or quiesced. */
    public Optional<Unit> begin(int pst, List<RecordRef> records) {
        return units.begin(pst, records, this::isStarted);
    }

    /**
     * Brings databases to a point of recovery: what works on them ends, what would begin waits, their blocks are written, and
     * DBRC knows that nobody updates them. Then nothing is left that this member would log, archive or write.
     *
     * @return false if that took too long, or some are quiesced already; then nothing has changed
     */
    public synchronized boolean quiesce(Set<String> dbds, long nanos) {
        if (!Collections.disjoint(quiesced, dbds)) {
            return false;
        }
        quiesced.addAll(dbds);
        boolean idle = shared.pace().await(() -> dbds.stream().noneMatch(units::isInUse) || life.hasEnded(), nanos);
        life.check();
        if (!idle) {
            quiesced.removeAll(dbds);
            shared.pace().changed();
            return false;
        }
        for (String dbd : dbds) {
            log.append(LogRecord.CLOSE, 0, UnitToken.NONE, lsn -> new byte[0]);
            gate.pass(() -> recon.update(
                    state -> Authorization.end(state, dbd, imsid, shared.clock().next())));
        }
        gate.pass(() -> log.force(log.lsn()));
        shared.pace().await(() -> !systemWork.getAsBoolean() || life.hasEnded());
        life.check();
        return true;
    }

    /** Lets work on databases begin again; were they all quiesced? */
    public synchronized boolean endQuiesce(Set<String> dbds) {
        boolean all = quiesced.containsAll(dbds);
        for (String dbd : dbds) {
            if (quiesced.contains(dbd)) {
                startDatabase(dbd);
            }
        }
        return all;
    }

    /** Lets nothing new begin on a database, and waits until nothing works on it any more; false if something still does. */
    public boolean stopDatabase(String dbd, long nanos) {
        stopped.add(dbd);
        boolean idle = shared.pace().await(() -> !units.isInUse(dbd) || life.hasEnded(), nanos);
        life.check();
        if (idle) {
            log.append(LogRecord.CLOSE, 0, UnitToken.NONE, lsn -> new byte[0]);
            gate.pass(() -> recon.update(
                    state -> Authorization.end(state, dbd, imsid, shared.clock().next())));
        }
        return idle;
    }

    public void startDatabase(String dbd) {
        log.append(LogRecord.OPEN, 0, UnitToken.NONE, lsn -> new byte[0]);
        gate.pass(() -> recon.update(
                state -> Authorization.begin(state, dbd, imsid, shared.clock().next())));
        stopped.remove(dbd);
        quiesced.remove(dbd);
        shared.pace().changed();
    }

    /** Tells RECON that nothing is left to be done for this member. */
    void close() {
        gate.pass(() -> recon.update(state -> {
            for (Definition definition : Definition.LEDGER) {
                state = Authorization.end(
                        state, definition.dbd(), imsid, shared.clock().next());
            }
            return state.withSubsystem(imsid, it -> it.with(Subsystem.State.ENDED));
        }));
    }

    /** Runs until the member ends; its end is no failure. */
    public Runnable work(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (MemberDown ended) {
                // That is how every task of a member ends.
                return;
            } catch (DiskFailure failure) {
                // One that was killed already has not abended: its last write may fail because z/OS ends as well.
                if (life.end()) {
                    shared.messages().say(imsid, "DFS629I IMS CTL TCB ABEND - IMS U0414 " + failure.getMessage());
                    shared.presence().changed(imsid, false);
                }
            }
        };
    }

    private void authorize() {
        Map<String, Boolean> allowed = new TreeMap<>();
        recon.read().databases().forEach(it -> allowed.put(it.dbd(), !it.prohibited()));
        gate.pass(() -> recon.update(state -> {
            for (Definition definition : Definition.LEDGER) {
                if (allowed.getOrDefault(definition.dbd(), false)) {
                    state = Authorization.begin(
                            state, definition.dbd(), imsid, shared.clock().next());
                }
            }
            return state;
        }));
        allowed.forEach((dbd, may) -> {
            if (!may) {
                stopped.add(dbd);
            }
        });
    }

    /** Checkpoints and archiving, when they are due. */
    private void system() {
        int olds = writer.olds();
        boolean half = false;
        while (true) {
            int seen = olds;
            boolean seenHalf = half;
            BooleanSupplier wanted = () -> archiveWanted
                    || checkpointWanted
                    || writer.olds() != seen
                    || writer.percentFull() >= 50 != seenHalf;
            systemWork = wanted;
            shared.pace().changed();
            shared.pace().await(() -> wanted.getAsBoolean() || life.hasEnded());
            systemWork = () -> true;
            life.check();
            // At every switch and half way to the next, so that there is always an online log that no restart needs.
            boolean due = checkpointWanted || writer.olds() != seen || writer.percentFull() >= 50 && !seenHalf;
            olds = writer.olds();
            half = writer.percentFull() >= 50;
            archiveWanted = false;
            checkpointWanted = false;
            if (due) {
                checkpoint("SIMPLE");
            }
            archive();
        }
    }

    private void archive() {
        List<LogEntry> archived = new java.util.ArrayList<>();
        archiver.archiveOldest(gate).ifPresent(archived::add);
        if (!archived.isEmpty()) {
            archiveWanted = true;
            log.freed();
        }
    }
}
