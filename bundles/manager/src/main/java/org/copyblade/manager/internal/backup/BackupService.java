package org.copyblade.manager.internal.backup;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupPlan;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopyStatus;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Evidence;
import org.copyblade.api.Finding;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.api.SetupReport;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.manifest.ManifestWriter;
import org.copyblade.manager.internal.place.OwnPlaces;
import org.copyblade.manager.internal.plan.PlanView;
import org.copyblade.manager.internal.plan.Planner;
import org.copyblade.manager.internal.plan.SetupGate;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.retention.Expiring;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Locks;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.RunDesk;
import org.copyblade.manager.internal.run.Worker;
import org.copyblade.manager.internal.site.SiteCommands;
import org.copyblade.manager.internal.tryout.VerifyAfter;
import org.copyblade.manager.internal.withdraw.Abandoned;
import org.copyblade.manager.internal.withdraw.GivingUp;
import org.copyblade.manager.internal.withdraw.Withdrawal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans and starts backups, and reads what is known of them. Safe for many threads. */
public final class BackupService {

    private static final Logger LOG = LoggerFactory.getLogger(BackupService.class);

    private static final Set<Backup.State> GIVEN_UP =
            EnumSet.of(Backup.State.DELETED, Backup.State.EXPIRED, Backup.State.OVERWRITTEN);

    private final Engine engine;
    private final ProfileSource profiles;
    private final RunDesk desk;
    private final BackupsInUse inUse;
    private final SteadyLook looks;
    private final Planner planner;
    private final Withdrawal withdrawal;
    private final ManifestWriter manifests;
    private final SetupGate setup;
    private final Expiring expiring;
    private final Abandoned abandoned;
    private final VerifyAfter verifyAfter;
    private final CopyStatuses statuses;
    private final Clock clock;

    public BackupService(
            Engine engine, BladeCalls blades, ProfileSource profiles, OwnPlaces places, RunDesk desk, Clock clock) {
        this.engine = engine;
        this.profiles = profiles;
        this.desk = desk;
        this.inUse = new BackupsInUse(desk, engine.withdrawals());
        this.looks = new SteadyLook(engine.catalog(), engine.locks(), inUse);
        this.clock = clock;
        this.planner = new Planner(
                engine.catalog(), engine.codec(), engine.systems(), blades, profiles, places, engine.claims());
        this.withdrawal = new Withdrawal(engine);
        this.manifests = new ManifestWriter(engine);
        this.setup = new SetupGate(engine.catalog());
        this.statuses = new CopyStatuses(engine);
        this.abandoned = new Abandoned(engine, withdrawal);
        this.verifyAfter = new VerifyAfter(engine, withdrawal);
        this.expiring = new Expiring(engine, withdrawal, profiles, inUse);
    }

    /** The lock that every run on a system holds. */
    public static String lockOf(String system) {
        return "system " + system;
    }

    public BackupPlan plan(String profile, Map<String, String> overrides) throws CopybladeException {
        BackupOptions options = profiles.options(profile, overrides);
        try {
            return PlanView.of(options, planner.plan(options, inUse()));
        } catch (Failure e) {
            throw e.asError();
        }
    }

    /** What the plan of a backup with these options finds. Changes nothing. */
    public List<Finding> findings(BackupOptions options) throws Failure {
        return planner.plan(options, inUse()).findings();
    }

    /** Runs all checks of a profile and records what they found. */
    public SetupReport setup(BackupOptions options) throws CopybladeException {
        try {
            return setup.store(options.profile(), planner.plan(options, inUse()), clock.instant());
        } catch (Failure e) {
            throw e.asError();
        }
    }

    public RunId start(String profile, Map<String, String> overrides) throws CopybladeException {
        return start(profiles.options(profile, overrides), overrides.keySet());
    }

    private RunId start(BackupOptions options, Set<String> overridden) throws CopybladeException {
        RunDesk.Order order = new RunDesk.Order(Run.Kind.BACKUP, options.system(), options.profile(), Optional.empty());
        Worker worker = RefusedOverrides.noted(overridden, SiteCommands.around(options, worker(options)));
        return desk.start(order, Set.of(lockOf(options.system())), worker).id();
    }

    /** The worker that takes a backup with these options. */
    public BackupRun worker(BackupOptions options) {
        return new BackupRun(engine, planner, options, inUse, withdrawal, setup, this::afterwards);
    }

    private void afterwards(BackupOptions options, BackupId id, RunContext run) throws Failure {
        expiring.expire(options, run);
        abandoned.giveUp(run);
        withdrawal.withdrawGivenUp(run);
        options.backgroundWait().ifPresent(limit -> waitForBackgroundCopy(id, run, limit));
        if (options.verifyAfter()) {
            verifyAfter.tryOut(id, run);
        }
    }

    private void waitForBackgroundCopy(BackupId id, RunContext run, Duration limit) {
        try {
            new BackgroundWait(engine.groups(), engine.waits().look())
                    .await(run, withdrawal.load(id).body().groups(), limit)
                    .ifPresent(run::found);
        } catch (Failure e) {
            LOG.error("how far the background copy of {} is cannot be told: {}", id, e.getMessage());
        }
    }

    /** Backups that a run works on now. */
    public Set<BackupId> inUse() {
        return inUse.get();
    }

    public List<Backup> list(BackupQuery query) throws CopybladeException {
        try {
            return engine.catalog().backups(query);
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        }
    }

    public StoredBackup get(BackupId id) throws CopybladeException {
        try {
            return engine.catalog()
                    .backup(id)
                    .orElseThrow(() -> new CopybladeException(ErrorCode.BACKUP_UNKNOWN, "there is no backup " + id));
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        }
    }

    public Evidence evidence(BackupId id) throws CopybladeException {
        Backup backup = get(id).backup();
        try {
            return engine.catalog()
                    .evidence(id)
                    .orElseThrow(() -> new CopybladeException(
                            ErrorCode.BACKUP_UNKNOWN,
                            "backup " + id + " is " + backup.state() + " and has no evidence"));
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        }
    }

    /** What the storage says of its copies now. */
    public List<CopyStatus> copies(BackupId id) throws CopybladeException {
        get(id);
        // A run that works on it may be asking at this moment, and tells itself how far it is.
        return looks.at(id, () -> statuses.of(withdrawal.load(id)));
    }

    /** Looks at backups that no run works on. */
    public SteadyLook looks() {
        return looks;
    }

    private BackupInProgress holding(BackupId id, boolean held) throws CatalogException, Failure {
        Locks.Held lock = GivingUp.lock(engine, id, "an operator's command");
        try {
            BackupInProgress backup = withdrawal.load(id);
            if (held) {
                refuseIfGivenUp(backup.backup());
            }
            backup.held(held);
            engine.catalog().commit(List.of(backup.saved()));
            return backup;
        } finally {
            lock.close();
        }
    }

    /** Its copies are withdrawn or will be: whoever is told that it is held would rely on nothing. */
    private static void refuseIfGivenUp(Backup backup) throws Failure {
        if (GIVEN_UP.contains(backup.state())) {
            throw Failure.failed(
                    ErrorCode.BACKUP_NOT_USABLE, "cannot hold backup " + backup.id() + ": it is " + backup.state());
        }
    }

    /** Protects a backup, or ends its protection. */
    public Backup hold(BackupId id, boolean held) throws CopybladeException {
        // The run writes the whole backup down again at its end and would undo the change.
        looks.refuseIfInWork(id);
        get(id);
        try {
            BackupInProgress backup = holding(id, held);
            manifests.renew(backup);
            return backup.backup();
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        } catch (Failure e) {
            throw e.asError();
        }
    }
}
