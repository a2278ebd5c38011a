package org.copyblade.lab.ims.internal.member;

import java.util.Optional;
import java.util.Random;
import org.copyblade.lab.ims.internal.data.Database;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.ledger.LedgerWorker;
import org.copyblade.lab.ims.internal.recon.Subsystem;

/** One member of the group, up or down. Safe for many threads; it is started and ended by one at a time. */
public final class Member {
    private final ControlRegion.Shared shared;
    private final String imsid;
    private final Group group;
    private volatile ControlRegion region; // null while it is down
    private volatile boolean starting;
    private volatile boolean working;

    Member(ControlRegion.Shared shared, String imsid, Group group) {
        this.shared = shared;
        this.imsid = imsid;
        this.group = group;
    }

    public String imsid() {
        return imsid;
    }

    /** Empty while it is down. */
    public Optional<ControlRegion> region() {
        ControlRegion now = region;
        return now == null || now.life().hasEnded() ? Optional.empty() : Optional.of(now);
    }

    /**
     * Restarts it; ready on return.
     *
     * @param override also if RECON says that it runs
     */
    public synchronized void emergencyRestart(boolean override) throws RestartFailure {
        if (region().isPresent()) {
            throw new RestartFailure("DFS058I ERE COMMAND REJECTED - SYSTEM IS ACTIVE  " + imsid);
        }
        if (!override && Restart.needsOverride(shared.recon(), imsid)) {
            throw new RestartFailure("DFS0618A A RESTART OF A NON-ABNORMALLY TERMINATED SYSTEM MUST SPECIFY"
                    + " EMERGENCY BACKUP OR OVERRIDE.  " + imsid);
        }
        start();
        shared.messages().say(imsid, "DFS994I EMERGENCY START COMPLETED.  " + imsid);
    }

    /** Starts it after an orderly end, or for the first time. */
    public synchronized void warmStart() throws RestartFailure {
        if (region().isPresent()) {
            throw new RestartFailure("DFS058I NRE COMMAND REJECTED - SYSTEM IS ACTIVE  " + imsid);
        }
        Subsystem.State state =
                shared.recon().read().subsystem(imsid).orElseThrow().state();
        if (state != Subsystem.State.ENDED) {
            throw new RestartFailure("DFS166 CHECKPOINT ID NOT ON LOG, EMERGENCY RESTART IS REQUIRED  " + imsid);
        }
        start();
        shared.messages().say(imsid, "DFS994I WARM START COMPLETED.  " + imsid);
    }

    private void start() throws RestartFailure {
        // Volumes may have been copied back since: what is known of their contents is of before.
        shared.volumes().refresh();
        group.starts(this);
        try {
            ControlRegion started = ControlRegion.start(shared, imsid, new Life(imsid, shared.pace()));
            // Not earlier: what a start that failed has found must not be started again by itself.
            noteUp(started);
            region = started;
        } finally {
            starting = false;
        }
    }

    private void noteUp(ControlRegion started) {
        try {
            shared.presence().changed(imsid, true);
        } catch (DiskFailure failure) {
            started.life().end();
            throw failure;
        }
    }

    /** From here on until it works or has failed. */
    void starting() {
        starting = true;
    }

    /** Does it work, or is it about to? */
    boolean isUp() {
        return starting || region().isPresent();
    }

    /** Does RECON say that it has not ended in order? */
    boolean hasDied() {
        return shared.recon()
                .read()
                .subsystem(imsid)
                .filter(it -> it.state() != Subsystem.State.ENDED)
                .isPresent();
    }

    /** Starts the ledger's regions; running already is success. */
    public synchronized void startWork(long seed) {
        Optional<ControlRegion> now = region();
        if (working || now.isEmpty()) {
            return;
        }
        working = true;
        ControlRegion worked = now.get();
        var databases = Database.openAll(shared.volumes(), shared.seed().prefix());
        for (int number = 1; number <= shared.seed().workers(); number++) {
            LedgerWorker worker = new LedgerWorker(
                    worked,
                    databases,
                    number
                            + shared.seed().members().indexOf(imsid)
                                    * shared.seed().workers(),
                    new Random(seed * 31 + number),
                    shared.pace(),
                    shared.seed().thinkMs() * 1_000_000,
                    () -> !working || region != worked);
            shared.pace().start(imsid + "-region-" + number, worked.work(worker));
        }
    }

    /** Lets no new unit of work begin; those at work go on to their end. */
    public void stopWork() {
        working = false;
        shared.pace().changed();
    }

    public boolean isWorking() {
        return working;
    }

    /** It dies as it is; RECON is not told. */
    public synchronized void kill() {
        if (region != null) {
            region.life().end();
        }
        working = false;
    }

    /** It dies as it is while z/OS goes on, which will not start it again by itself. */
    public synchronized void killAlone() {
        kill();
        shared.presence().changed(imsid, false);
    }

    /** It abends: it dies as it is, and DBRC writes down that it did. */
    public synchronized void abend() {
        if (region().isPresent()) {
            killAlone();
            shared.recon().update(state -> state.withSubsystem(imsid, it -> it.with(Subsystem.State.ABNORMAL)));
        }
    }

    /** Ends it after its work, with a checkpoint. */
    public synchronized void shutdown() {
        ControlRegion ending = region().orElseThrow(() -> new MemberDown(imsid));
        stopWork();
        shared.pace()
                .await(() -> ending.units().active().isEmpty() || ending.life().hasEnded());
        ending.life().check();
        ending.checkpoint("FREEZE");
        ending.close();
        // While it still answers: whoever sees that it is down may overwrite its volumes.
        shared.presence().changed(imsid, false);
        ending.life().end();
        shared.messages().say(imsid, "DFS994I IMS SHUTDOWN COMPLETED  " + imsid);
    }
}
