package org.copyblade.manager.internal.service;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.copyblade.api.Run;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.backup.BackupService;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeRegistry;
import org.copyblade.manager.internal.copies.BodyCodec;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupSteps;
import org.copyblade.manager.internal.copies.TargetLocks;
import org.copyblade.manager.internal.copies.WithdrawalsUnderWay;
import org.copyblade.manager.internal.extract.ExtractService;
import org.copyblade.manager.internal.extract.OrderWithdrawal;
import org.copyblade.manager.internal.place.Claims;
import org.copyblade.manager.internal.place.OwnPlaces;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.reconcile.Reconciler;
import org.copyblade.manager.internal.restore.RestoreService;
import org.copyblade.manager.internal.run.Locks;
import org.copyblade.manager.internal.run.RunDesk;
import org.copyblade.manager.internal.run.Waits;
import org.copyblade.manager.internal.run.Worker;
import org.copyblade.manager.internal.settle.SettleBackup;
import org.copyblade.manager.internal.settle.Settlement;
import org.copyblade.manager.internal.settle.Settler;
import org.copyblade.manager.internal.site.Notifier;
import org.copyblade.manager.internal.site.SiteCommands;
import org.copyblade.manager.internal.status.Analysis;
import org.copyblade.manager.internal.system.PerhapsArmed;
import org.copyblade.manager.internal.system.PerhapsSuspended;
import org.copyblade.manager.internal.system.SystemCalls;
import org.copyblade.manager.internal.system.SystemRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the manager together and settles what an earlier process has left open; wiring only. */
@Component(service = ManagerCore.class, immediate = true)
public final class ManagerCore {

    private static final Logger LOG = LoggerFactory.getLogger(ManagerCore.class);
    private static final Duration STOP_WAIT = Duration.ofSeconds(60);

    private final Engine engine;
    private final ProfileSource profiles;
    private final RunDesk desk;
    private final BackupService backups;
    private final RestoreService restores;
    private final OrderWithdrawal orders;
    private final ExtractService extracts;
    private final Reconciler reconciler;
    private final Analysis analysis;
    private final ExecutorService threads;
    private final Settler settler;
    private volatile boolean stopping;
    private volatile long stoppingSince;

    @Activate
    public ManagerCore(
            @Reference(name = "catalog") Catalog catalog,
            @Reference(name = "blades") BladeRegistry bladeRegistry,
            @Reference(name = "systems") SystemRegistry systemRegistry,
            @Reference(name = "profiles") ProfileSource profiles,
            @Reference(name = "places") OwnPlaces places,
            @Reference(name = "claims") Claims claims) {
        this(catalog, bladeRegistry, systemRegistry, profiles, places, claims, Waits.USUAL);
    }

    /** With other waits than storage and systems need. */
    public ManagerCore(
            Catalog catalog,
            BladeRegistry bladeRegistry,
            SystemRegistry systemRegistry,
            ProfileSource profiles,
            OwnPlaces places,
            Claims claims,
            Waits waits) {
        Clock clock = Clock.systemUTC();
        this.profiles = profiles;
        this.threads = new ThreadPoolExecutor(
                4,
                Integer.MAX_VALUE,
                60,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> new Thread(task, "establish"));
        ((ThreadPoolExecutor) threads).prestartAllCoreThreads();
        Locks locks = new Locks();
        BladeCalls calls = new BladeCalls(bladeRegistry, waits, () -> leftOfStop(waits.stop()));
        this.engine = new Engine(
                catalog,
                new SystemCalls(systemRegistry, waits.absent(), () -> stopping),
                new GroupSteps(calls),
                bladeRegistry,
                systemRegistry,
                new BodyCodec(),
                locks,
                new TargetLocks(locks, waits.absent()),
                threads,
                waits,
                new PerhapsSuspended(),
                new PerhapsArmed(),
                new WithdrawalsUnderWay(),
                claims);
        this.desk = new RunDesk(catalog, clock, locks);
        desk.onEnd(new Notifier(profiles, ManagerCore::besides)::ended);
        this.backups = new BackupService(engine, calls, profiles, places, desk, clock);
        this.restores = new RestoreService(engine, calls, backups, profiles, desk, clock);
        this.orders = new OrderWithdrawal(catalog, calls, () -> stopping);
        this.extracts = new ExtractService(engine, calls, restores.withdrawal(), orders, desk, backups.looks());
        this.reconciler = new Reconciler(
                engine, calls, profiles, restores.withdrawal(), orders, desk, restores::delete, backups::inUse);
        this.analysis = new Analysis(engine, calls);
        Settlement settlement = new Settlement(catalog, desk, this::settle, engine.perhapsSuspended());
        this.settler = new Settler(settlement, orders, desk, waits.look());
        settler.start();
    }

    /** Whoever is told of something must not hold up a stop. */
    private static void besides(Runnable task) {
        Thread thread = new Thread(task, "notify");
        thread.setDaemon(true);
        thread.start();
    }

    private Worker settle(Run run, List<JournalEntry> journal) {
        if (run.kind() == Run.Kind.BACKUP) {
            Worker settling = new SettleBackup(engine, restores.withdrawal(), journal);
            return SiteCommands.settling(journal, settling);
        }
        return run.kind() == Run.Kind.EXTRACT ? extracts.settling(run, journal) : restores.settling(run);
    }

    /** Asks all runs to stop and waits for them; a window that is open closes by itself within its limit. */
    @Deactivate
    public void stop() {
        stoppingSince = System.nanoTime();
        stopping = true;
        settler.end();
        int left = desk.close(STOP_WAIT);
        if (left > 0) {
            LOG.error("{} runs did not end within {}; the next start settles them", left, STOP_WAIT);
        }
        threads.shutdown();
    }

    /** How long a storage is still waited for; empty while nobody stops this. */
    private Optional<Duration> leftOfStop(Duration wait) {
        return stopping ? Optional.of(wait.minusNanos(System.nanoTime() - stoppingSince)) : Optional.empty();
    }

    /** Whether no run is under way, and nothing that an earlier process has left is being ended. */
    public boolean isIdle() {
        return settler.isDone() && desk.active().isEmpty();
    }

    Engine engine() {
        return engine;
    }

    ProfileSource profiles() {
        return profiles;
    }

    RunDesk desk() {
        return desk;
    }

    BackupService backups() {
        return backups;
    }

    RestoreService restores() {
        return restores;
    }

    ExtractService extracts() {
        return extracts;
    }

    Reconciler reconciler() {
        return reconciler;
    }

    Analysis analysis() {
        return analysis;
    }
}
