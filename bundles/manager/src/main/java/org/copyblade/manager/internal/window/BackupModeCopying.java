package org.copyblade.manager.internal.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Phase;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Release;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.window.ProofFacts.GroupFacts;
import org.copyblade.manager.internal.window.Window.SlotResult;
import org.copyblade.system.spi.BackupMode;
import org.copyblade.system.spi.BackupModeEnd;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.Deadline;

/** Makes copies while the system writes on: its data in backup mode, its log after the end of it. */
public final class BackupModeCopying implements Copying {

    /** Journal step: the system may be in backup mode, and its log pinned, from its intent to its outcome. */
    public static final String BACKUP_MODE = "backup-mode";

    private static final Duration END = Duration.ofMinutes(2);

    private final Engine engine;
    private final BackupOptions options;
    private final ThroughHost throughHost;

    public BackupModeCopying(Engine engine, BackupOptions options) {
        this.engine = engine;
        this.options = options;
        this.throughHost = new ThroughHost(engine, options);
    }

    /** The label of a run, by which what a crash leaves behind is found. */
    public static String label(RunContext run) {
        return "copyblade_" + run.id().value().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Copied copy(RunContext run, BackupInProgress backup) throws Failure {
        run.stopIfCancelled();
        run.show(Phase.ESTABLISH, "entering backup mode");
        String label = label(run);
        run.commit(List.of(backup.saved(), run.intent(BACKUP_MODE, options.system(), "")));
        BackupModeToken token = engine.systems()
                .call(
                        options.system(),
                        BackupMode.class,
                        "enter backup mode",
                        system -> system.begin(label, Deadline.within(options.settleLimit())));
        try {
            run.commit(List.of(
                    run.intent(BACKUP_MODE, options.system(), engine.codec().write(token))));
            return copyWithin(run, backup, token);
        } finally {
            engine.systems().call(options.system(), BackupMode.class, "leave backup mode", system -> {
                system.release(token, Deadline.within(END));
                return true;
            });
            run.commit(List.of(run.outcome(BACKUP_MODE, options.system(), "")));
        }
    }

    private Copied copyWithin(RunContext run, BackupInProgress backup, BackupModeToken token) throws Failure {
        Copied copied = new Copied();
        backup.body(backup.body().withPositions(Optional.of(token.start()), Optional.empty()));
        Interest whileHeld = new Interest(() -> run.cancelled() || !held(token), run::percent);
        try {
            copyGroups(run, backup, GroupRecord.Order.IN_WINDOW, whileHeld, copied);
        } catch (Failure e) {
            // A copy that was broken off because the session went is not one that an operator has cancelled.
            throw run.cancelled() || held(token) ? e : sessionLost();
        }
        if (!held(token)) {
            throw sessionLost();
        }
        BackupModeEnd end = engine.systems()
                .call(
                        options.system(),
                        BackupMode.class,
                        "end backup mode",
                        system -> system.end(token, Deadline.within(END)));
        copied.backupModeHeld();
        backup.body(backup.body()
                .withPositions(backup.body().before(), Optional.of(end.stop()))
                .withRecoveryFiles(end.files()));
        run.commit(List.of(backup.saved()));
        run.message("copying the log");
        copyGroups(run, backup, GroupRecord.Order.AFTER_RESUME, new Interest(run::cancelled, run::percent), copied);
        backup.established(copied.pointInTime(), OptionalLong.empty());
        run.commit(List.of(backup.saved()));
        return copied;
    }

    private Failure sessionLost() {
        return Failure.unusable(
                ErrorCode.NOT_PROVEN, "the session that held backup mode of " + options.system() + " was lost");
    }

    private boolean held(BackupModeToken token) {
        try {
            return engine.systems()
                    .call(options.system(), BackupMode.class, "look after backup mode", system -> system.held(token));
        } catch (Failure e) {
            return false;
        }
    }

    private void copyGroups(
            RunContext run, BackupInProgress backup, GroupRecord.Order order, Interest interest, Copied copied)
            throws Failure {
        List<GroupRecord> groups = backup.body().groups().stream()
                .filter(group -> group.order() == order)
                .toList();
        groups.forEach(group -> backup.group(group.with(GroupRecord.State.ESTABLISHING)));
        run.commit(List.of(backup.saved()));
        List<GroupRecord> fast = new ArrayList<>();
        for (GroupRecord group : groups) {
            if (ThroughHost.copies(group)) {
                copied.group(throughHost.copy(run, backup, group, interest));
            } else {
                fast.add(backup.group(group.group()));
            }
        }
        if (!fast.isEmpty()) {
            byStorage(run, backup, fast, interest, copied);
        }
    }

    private void byStorage(
            RunContext run, BackupInProgress backup, List<GroupRecord> groups, Interest interest, Copied copied)
            throws Failure {
        Window.Result result;
        try (WindowLeases leases = WindowLeases.take(
                engine.systemRegistry(),
                options.system(),
                engine.bladeRegistry(),
                groups.stream().map(GroupRecord::blade).toList(),
                engine.waits().absent(),
                run::cancelled)) {
            List<Window.Slot> slots = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                slots.add(new Window.Slot(groups.get(i), groups.get(i).copyGroup(), leases.blade(i)));
            }
            result = new Window(engine.threads(), options.parallelTasks(), slots, Hold.NONE, options.copyLimit())
                    .alone(interest.cancelled());
        }
        List<Obstacle> errors = new ArrayList<>();
        for (GroupRecord group : groups) {
            SlotResult slot = result.results().get(group.group());
            slot.establishment()
                    .ifPresent(done -> backup.group(group.with(done.binding()).with(GroupRecord.State.ESTABLISHED)));
            if (slot.establishment().isEmpty()) {
                backup.group(slot.notEstablished(group));
                errors.add(slot.error()
                        .orElse(Obstacle.of("nobody wants it any more"))
                        .of(group));
            }
            copied.group(facts(group, slot.bundle(), slot.establishment()));
        }
        run.commit(List.of(backup.saved()));
        if (!errors.isEmpty()) {
            Obstacle all = Obstacle.all(errors);
            throw Failure.failed(ErrorCode.COPY_FAILED, all.text()).curedBy(all.cure());
        }
    }

    private static GroupFacts facts(GroupRecord group, String bundle, Optional<Establishment> establishment) {
        boolean inWindow = group.order() == GroupRecord.Order.IN_WINDOW;
        return new GroupFacts(
                group.group(), group.blade().toString(), bundle, inWindow, establishment, Release.NOTHING_HELD, "");
    }
}
