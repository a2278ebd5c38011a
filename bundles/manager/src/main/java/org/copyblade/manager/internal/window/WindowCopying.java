package org.copyblade.manager.internal.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Phase;
import org.copyblade.blade.spi.Hold;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Locks;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.RunDesk;
import org.copyblade.manager.internal.window.ProofFacts.GroupFacts;
import org.copyblade.manager.internal.window.Window.SlotResult;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspendable;
import org.copyblade.system.spi.SystemException;

/**
 * Makes all copies in one window: under log suspend, under a hold or one instant of the storage, or with nothing held. Where
 * nothing is held, what has to go through the host is copied before.
 */
public final class WindowCopying implements Copying {

    /** Journal step: the system may be suspended from its intent to its outcome. */
    public static final String SUSPEND = "suspend";

    private static final Duration ARM = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofSeconds(30);

    /**
     * How long a storage may still carry out a thaw whose answer was lost (unconfirmed). It bears no fence: the hold of the
     * next run would end, and where the clock alone proves a hold nobody would notice.
     */
    private static final Duration LATE_THAW = Duration.ofMinutes(15);

    private final Engine engine;
    private final BackupOptions options;
    private final boolean suspend;
    private final Hold hold;

    public WindowCopying(Engine engine, BackupOptions options, boolean suspend, boolean holdByStorage) {
        this.engine = engine;
        this.options = options;
        this.suspend = suspend;
        this.hold = holdByStorage ? Hold.atMost(options.suspendLimit()) : Hold.NONE;
    }

    @Override
    public Copied copy(RunContext run, BackupInProgress backup) throws Failure {
        Copied copied = new Copied();
        if (!suspend && !hold.wanted()) {
            throughHost(run, backup, copied);
        }
        List<GroupRecord> groups = slowestFirst(backup.body().groups().stream()
                .filter(group ->
                        copied.groups().stream().noneMatch(done -> done.group().equals(group.group())))
                .toList());
        if (groups.isEmpty()) {
            backup.established(copied.pointInTime(), OptionalLong.empty());
            run.commit(List.of(backup.saved()));
            return copied;
        }
        Locks.Held domains = lockHoldDomains(run, groups);
        boolean thawMayCome = false;
        try {
            Window.Result result = window(run, backup, groups);
            thawMayCome = result.thawMayCome();
            return judge(run, backup, groups, copied, confirmed(run, result));
        } finally {
            if (thawMayCome) {
                domains.closeAfter(LATE_THAW, "a thaw that was not answered");
            } else {
                domains.close();
            }
        }
    }

    /** Without a lease on any blade, because it takes as long as all the data takes. */
    private void throughHost(RunContext run, BackupInProgress backup, Copied copied) throws Failure {
        List<GroupRecord> groups =
                backup.body().groups().stream().filter(ThroughHost::copies).toList();
        if (groups.isEmpty()) {
            return;
        }
        run.stopIfCancelled();
        startFrom(
                engine.systems()
                        .call(
                                options.system(),
                                ProtectedSystem.class,
                                "position of " + options.system(),
                                system -> system.position(Deadline.within(LOOK))),
                backup);
        run.show(Phase.ESTABLISH, "copying through the host");
        groups.forEach(group -> backup.group(group.with(GroupRecord.State.ESTABLISHING)));
        run.commit(List.of(backup.saved()));
        ThroughHost host = new ThroughHost(engine, options);
        for (GroupRecord group : groups) {
            copied.group(host.copy(run, backup, group, new Interest(run::cancelled, run::percent)));
        }
    }

    /** Behind the window, where nobody waits for the leases any more, however long it takes. */
    private Window.Result confirmed(RunContext run, Window.Result result) throws Failure {
        if (result.unresumed().isEmpty()) {
            return result;
        }
        Resuming resuming = new Resuming(engine);
        resuming.untilConfirmed(run, result.unresumed().orElseThrow());
        resuming.confirmed(options.system());
        return result.resumedAt(System.nanoTime());
    }

    /** A thaw acts on a whole domain: nobody else may hold or thaw it meanwhile. */
    private Locks.Held lockHoldDomains(RunContext run, List<GroupRecord> groups) throws Failure {
        List<String> domains = hold.wanted()
                ? groups.stream()
                        .flatMap(group -> group.holds().stream())
                        .map(domain -> "hold domain " + domain.id())
                        .distinct()
                        .toList()
                : List.of();
        return engine.locks()
                .take(domains, RunDesk.holder(run.id()), engine.waits().absent())
                .orElseThrow(() -> Failure.failed(ErrorCode.SYSTEM_BUSY, busy(domains)));
    }

    private String busy(List<String> domains) {
        String held = domains.stream()
                .flatMap(domain -> engine.locks().holder(domain).stream().map(holder -> domain + " (" + holder + ")"))
                .collect(Collectors.joining(", "));
        return "somebody else works on one of " + (held.isEmpty() ? String.join(", ", domains) : held);
    }

    private static List<GroupRecord> slowestFirst(List<GroupRecord> groups) {
        return groups.stream()
                .sorted(Comparator.comparingLong(GroupRecord::estimatedMicros).reversed())
                .toList();
    }

    private Window.Result window(RunContext run, BackupInProgress backup, List<GroupRecord> groups) throws Failure {
        List<BladeName> names = groups.stream().map(GroupRecord::blade).toList();
        try (WindowLeases leases = WindowLeases.take(
                engine.systemRegistry(),
                options.system(),
                engine.bladeRegistry(),
                names,
                engine.waits().absent(),
                run::cancelled)) {
            List<Window.Slot> slots = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                slots.add(new Window.Slot(groups.get(i), groups.get(i).copyGroup(), leases.blade(i)));
            }
            Window window = new Window(engine.threads(), options.parallelTasks(), slots, hold, limit());
            return suspend
                    ? suspended(run, backup, window, slots, leases.system())
                    : alone(run, backup, window, slots, leases.system());
        }
    }

    /** Where nothing waits, neither the system nor its storage, a copy may take as long as copies may. */
    private Duration limit() {
        return suspend || hold.wanted() ? options.suspendLimit() : options.copyLimit();
    }

    private Window.Result suspended(
            RunContext run, BackupInProgress backup, Window window, List<Window.Slot> slots, ProtectedSystem leased)
            throws Failure {
        Suspendable system = (Suspendable) leased;
        Disarming disarming = new Disarming(engine);
        disarming.endOlder(run, system, options.system());
        // A connection takes as long as it takes: meanwhile the guards rehearse.
        Beside<Position> asked = Beside.begin(engine.threads(), () -> position(leased));
        LastLooks looks = LastLooks.begin(engine.threads(), slots, run::cancelled);
        SuspendToken token;
        try {
            token = arm(system);
        } finally {
            // Also after a failure: no lease must end before what is asked with it does.
            asked.await();
            looks.await();
        }
        boolean confirmed = true;
        try {
            run.stopIfCancelled();
            looks.demandPrepared();
            startFrom(asked.answer(), backup);
            run.show(Phase.SUSPEND, "window");
            markEstablishing(backup, slots);
            run.commit(List.of(
                    backup.saved(),
                    run.intent(SUSPEND, options.system(), engine.codec().write(token))));
            // Whatever breaks it off from here on, nobody knows whether the system goes on until the result says so.
            confirmed = false;
            Window.Result result = window.around(new Window.Subject(system, token));
            confirmed = result.unresumed().isEmpty();
            if (!confirmed) {
                engine.perhapsSuspended().since(options.system(), "since the window of run " + run.id());
            }
            run.show(Phase.RELEASE, confirmed ? released(result) : "the system has not confirmed that it goes on");
            return result;
        } finally {
            // As long as it may be suspended its guards are what lets it go on.
            if (confirmed) {
                disarming.end(run, system, token);
            }
        }
    }

    private SuspendToken arm(Suspendable system) throws Failure {
        try {
            return system.arm(
                    engine.catalog().nextEpoch(options.system()), options.suspendLimit(), Deadline.within(ARM));
        } catch (SystemException e) {
            throw Failure.of("arm the guards of " + options.system(), e);
        } catch (CatalogException e) {
            throw Failure.of(e);
        } catch (RuntimeException | Error e) {
            throw Failure.misbehaved(
                    ErrorCode.SYSTEM_FAILED, "the adapter of system " + options.system(), "arm its guards", e);
        }
    }

    private Window.Result alone(
            RunContext run, BackupInProgress backup, Window window, List<Window.Slot> slots, ProtectedSystem leased)
            throws Failure {
        run.stopIfCancelled();
        if (backup.body().before().isEmpty()) {
            startFrom(position(leased), backup);
        }
        LastLooks looks = LastLooks.begin(engine.threads(), slots, run::cancelled);
        looks.await();
        looks.demandPrepared();
        // A storage that holds all writes keeps the system from its work no less than guards do.
        run.show(hold.wanted() ? Phase.SUSPEND : Phase.ESTABLISH, hold.wanted() ? "window" : "establishing");
        markEstablishing(backup, slots);
        run.commit(List.of(backup.saved()));
        Window.Result result = window.alone(run::cancelled);
        if (hold.wanted()) {
            run.show(Phase.RELEASE, released(result));
        }
        return result;
    }

    private static String released(Window.Result result) {
        return result.thawMayCome() ? "a storage has not confirmed that it lets writes go on" : "window closed";
    }

    /** Asks the adapter that is leased for the window: who holds that lease must not wait for another one. */
    private Position position(ProtectedSystem leased) throws Failure {
        try {
            return leased.position(Deadline.within(LOOK));
        } catch (SystemException e) {
            throw Failure.of("position of " + options.system(), e);
        }
    }

    /** What was written up to here has to be in the copy. */
    private static void startFrom(Position before, BackupInProgress backup) {
        backup.body(backup.body().withPositions(Optional.of(before), Optional.of(before)));
    }

    private static void markEstablishing(BackupInProgress backup, List<Window.Slot> slots) {
        slots.forEach(slot -> backup.group(slot.group().with(GroupRecord.State.ESTABLISHING)));
    }

    /** @param copied what was copied before the window, and then all of it */
    private Copied judge(
            RunContext run, BackupInProgress backup, List<GroupRecord> inWindow, Copied copied, Window.Result result)
            throws Failure {
        copied.window(result);
        List<Obstacle> errors = new ArrayList<>();
        List<Obstacle> releases = new ArrayList<>();
        boolean unknown = false;
        for (GroupRecord before : inWindow) {
            GroupRecord group = backup.group(before.group());
            SlotResult slot = result.results().get(group.group());
            if (slot.establishment().isPresent()) {
                backup.group(group.established(slot.establishment().orElseThrow()));
                slot.error().ifPresent(error -> releases.add(error.of(group)));
            } else {
                backup.group(slot.notEstablished(group));
                slot.error().ifPresent(error -> errors.add(error.of(group)));
                unknown |= slot.error().isPresent() && slot.unknown();
            }
            copied.group(new GroupFacts(
                    group.group(),
                    group.blade().toString(),
                    slot.bundle(),
                    true,
                    slot.establishment(),
                    slot.release(),
                    ""));
        }
        OptionalLong micros = copied.windowLength()
                .map(length -> OptionalLong.of(length.toNanos() / 1_000))
                .orElse(OptionalLong.empty());
        backup.established(copied.pointInTime(), micros);
        run.commit(
                suspend
                        ? List.of(backup.saved(), run.outcome(SUSPEND, options.system(), ""))
                        : List.of(backup.saved()));
        if (result.error().isPresent()) {
            Obstacle error = result.error().orElseThrow();
            throw Failure.failed(ErrorCode.SUSPEND_FAILED, "suspend " + options.system() + ": " + error.text())
                    .curedBy(error.cure());
        }
        demandEstablished(errors, unknown);
        demandReleased(releases);
        return copied;
    }

    private static void demandEstablished(List<Obstacle> errors, boolean unknown) throws Failure {
        if (!errors.isEmpty()) {
            Obstacle all = Obstacle.all(errors);
            throw (unknown
                            ? Failure.unusable(ErrorCode.COPY_UNKNOWN, all.text())
                            : Failure.failed(ErrorCode.COPY_FAILED, all.text()))
                    .curedBy(all.cure());
        }
    }

    private static void demandReleased(List<Obstacle> releases) throws Failure {
        if (!releases.isEmpty()) {
            Obstacle all = Obstacle.all(releases);
            throw Failure.unusable(ErrorCode.NOT_PROVEN, "whether all writes were held is not known: " + all.text())
                    .curedBy(all.cure());
        }
    }
}
