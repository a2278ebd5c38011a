package org.copyblade.manager.internal.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.SecureGroups;
import org.copyblade.manager.internal.copies.UndoCopies;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.withdraw.GivingUp;
import org.copyblade.manager.internal.withdraw.Withdrawal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries retention out, after each backup of a profile. Safe for many threads. */
public final class Expiring {

    private static final Logger LOG = LoggerFactory.getLogger(Expiring.class);

    private final Engine engine;
    private final Withdrawal withdrawal;
    private final ProfileSource profiles;
    private final Supplier<Set<BackupId>> inUse;
    private final SecureGroups secure;

    public Expiring(Engine engine, Withdrawal withdrawal, ProfileSource profiles, Supplier<Set<BackupId>> inUse) {
        this.profiles = profiles;
        this.engine = engine;
        this.withdrawal = withdrawal;
        this.inUse = inUse;
        this.secure = new SecureGroups(engine.groups());
    }

    /** Removes what may go. What cannot be removed now is left for the next time: it never spoils the new backup. */
    public void expire(BackupOptions options, RunContext run) {
        Optional<Integer> keepCount = keepCount(options);
        if (keepCount.isEmpty() && options.keepAge().isEmpty()) {
            return;
        }
        try {
            Optional<Instant> before = options.keepAge().map(run.now()::minus);
            Set<BladeName> missed = new HashSet<>();
            new DueBackups(engine.catalog(), options.profile())
                    .each(keepCount, before, page -> expire(options, page, missed, run));
        } catch (CatalogException | Failure e) {
            LOG.warn("retention of profile {} is left for the next time: {}", options.profile(), e.getMessage());
        }
    }

    /** What is kept is asked for each page, because withdrawing one may take long. */
    private void expire(BackupOptions options, List<Backup> page, Set<BladeName> missed, RunContext run)
            throws CatalogException, Failure {
        Set<BackupId> kept = new HashSet<>(inUse.get());
        Set<BackupId> lastGood = new HashSet<>();
        // The system of a profile may have been changed.
        for (String system : page.stream().map(Backup::system).distinct().toList()) {
            kept.addAll(new UndoCopies(engine.catalog()).needed(system).keySet());
            lastGood.addAll(lastGood(system));
        }
        Untouchable untouchable = new Untouchable(lastGood, kept);
        for (Backup backup : page) {
            if (!untouchable.has(options, backup)) {
                expire(options, backup.id(), missed, run);
            }
        }
    }

    /**
     * One that cannot go now keeps none of the others, and is due again the next time.
     *
     * @param missed blades that were waited for in vain: however many backups are theirs, nobody waits for them once more
     */
    private void expire(BackupOptions options, BackupId id, Set<BladeName> missed, RunContext run) throws Failure {
        try {
            BackupInProgress due = withdrawal.load(id);
            Map<String, BladeFinding> why = secureCopies(due, missed);
            if (!why.isEmpty()) {
                run.found(isSecure(id, why.values().iterator().next()));
                return;
            }
            if (inUse.get().contains(id)) {
                return;
            }
            run.message("retention removes backup " + id);
            String reason = "removed by the retention of profile " + options.profile();
            withdraw(new GivingUp(engine, withdrawal).giveUp(run, id, Backup.State.EXPIRED, reason, List.of()), run);
        } catch (Failure e) {
            goOnUnlessStopping(e);
            run.found(kept(id, e.code().id() + " " + e.getMessage(), e.hint()));
        }
    }

    private Map<String, BladeFinding> secureCopies(BackupInProgress due, Set<BladeName> missed) throws Failure {
        List<BladeName> blades = due.body().groups().stream()
                .filter(GroupRecord::mayExist)
                .map(GroupRecord::blade)
                .distinct()
                .toList();
        Optional<BladeName> gone = blades.stream().filter(missed::contains).findFirst();
        if (gone.isPresent()) {
            throw Failure.failed(ErrorCode.BLADE_ABSENT, "blade " + gone.orElseThrow() + " is not there");
        }
        try {
            return secure.of(due);
        } catch (Failure e) {
            if (e.code() == ErrorCode.BLADE_ABSENT) {
                blades.stream().filter(blade -> !isThere(blade)).forEach(missed::add);
            }
            throw e;
        }
    }

    private boolean isThere(BladeName blade) {
        List<Lease<CopyBlade>> leases = engine.bladeRegistry().leaseAll(List.of(blade), Duration.ZERO, () -> false);
        leases.forEach(Lease::close);
        return !leases.isEmpty();
    }

    private void withdraw(BackupInProgress backup, RunContext run) throws Failure {
        try {
            withdrawal.withdraw(run, backup);
        } catch (Failure e) {
            goOnUnlessStopping(e);
            run.found(new Finding(
                    0,
                    Finding.Severity.WARNING,
                    backup.backup().id().toString(),
                    "is EXPIRED, but its copies are not withdrawn yet: "
                            + e.code().id() + " " + e.getMessage(),
                    e.hint()));
        }
    }

    /** Nothing can be asked while the manager stops, and what cannot be written down fails for all. */
    private static void goOnUnlessStopping(Failure e) throws Failure {
        if (e.isStopping() || e.code() == ErrorCode.CATALOG_FAILED) {
            throw e;
        }
    }

    private static Finding isSecure(BackupId id, BladeFinding why) {
        return kept(
                id,
                SecureGroups.words(why),
                "it goes with the first backup after that; let the profile keep backups for as long as they are secure");
    }

    private static Finding kept(BackupId id, String why, String hint) {
        return new Finding(
                0,
                Finding.Severity.WARNING,
                id.toString(),
                "is kept beyond the retention of its profile: " + why,
                hint);
    }

    /**
     * As many as generations unless the profile says; without this, those above a lowered number would stay for ever. Fewer
     * generations for one command give up nothing that the profile keeps, and an undo copy gives way to its next only.
     */
    private Optional<Integer> keepCount(BackupOptions options) {
        if (options.keepCount().isPresent() || options.areForUndo()) {
            return options.keepCount();
        }
        try {
            int ofProfile = profiles.options(options.profile(), Map.of()).generations();
            return Optional.of(Math.max(ofProfile, options.generations()));
        } catch (CopybladeException e) {
            LOG.warn("profile {} cannot be used: retention does not count: {}", options.profile(), e.getMessage());
            return Optional.empty();
        }
    }

    private Set<BackupId> lastGood(String system) throws CatalogException {
        Set<BackupId> last = new HashSet<>();
        engine.catalog().lastGood(system, false).ifPresent(backup -> last.add(backup.id()));
        engine.catalog().lastGood(system, true).ifPresent(backup -> last.add(backup.id()));
        return last;
    }
}
