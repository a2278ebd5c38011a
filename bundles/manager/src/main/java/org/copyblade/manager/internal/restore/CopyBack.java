package org.copyblade.manager.internal.restore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.copyblade.api.Backup;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.CopyBackIntent;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.GroupRecord.CopyBackMark;
import org.copyblade.manager.internal.profile.BladePolicy;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.PhaseTable;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.system.Today;
import org.copyblade.system.spi.Restorable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a restore that is done to its end: the system is barred before the first byte is copied back in any group, and
 * only its own recovery lifts the bar. After a crash all of it is done again, up to the start.
 */
final class CopyBack {

    private static final Logger LOG = LoggerFactory.getLogger(CopyBack.class);
    /** Without any progress. */
    private static final Duration LIMIT = Duration.ofHours(12);

    private final Engine engine;
    private final Power power;
    private final BackupInProgress backup;
    private final RanMeanwhile ranMeanwhile;
    private final HalfBack halfBack;
    private final CopyBackIntent intent;
    private boolean spoilt;

    CopyBack(Engine engine, Power power, BackupInProgress backup) {
        this.engine = engine;
        this.power = power;
        this.backup = backup;
        this.ranMeanwhile = new RanMeanwhile(power, engine.groups(), backup);
        this.halfBack = new HalfBack(engine.groups());
        this.intent = new CopyBackIntent(engine, backup.backup().system());
    }

    /**
     * Writes the intent down, then bars the system. Nothing has been copied back if this fails. What an earlier run has left
     * half done is done again from its beginning, for the system may have run since. Only a storage that copies volumes may
     * still be at it, so it goes on where nothing came in between, as far as that can be told. What is configured now is what
     * the copy back goes by to its end, so it is noted with the intent.
     */
    void begin(RunContext run, EarlierRestore earlier) throws Failure {
        Optional<GoingOn> further = earlier.isOf(backup.backup().id()) && !power.bars()
                ? Optional.of(ranMeanwhile.goingOn(run))
                : Optional.empty();
        if (further.isPresent()) {
            refuseWhatIsLost(run, earlier.halfDone().orElseThrow(), further.orElseThrow());
        }
        run.show(Phase.RESTORE, "copying back");
        for (GroupRecord group : notUsedUp()) {
            boolean goesOn =
                    further.filter(it -> it.of(group) == GoingOn.Way.FURTHER).isPresent();
            backup.group(chosen(goesOn ? group.copiedBackFurther() : group.copiedBackAnew()));
        }
        ranMeanwhile.note(run);
        run.commit(List.of(intent.write(run, id()), backup.saved()));
        power.bar(backup.body().layout());
    }

    /** Bars a system that an earlier process was copying back, once it is stopped. */
    void beginAgain(RunContext run) throws Failure {
        GoingOn goingOn = ranMeanwhile.goingOn(run);
        refuseWhatIsLost(run, run.run(), goingOn);
        for (GroupRecord group : notUsedUp()) {
            if (goingOn.of(group) == GoingOn.Way.ANEW) {
                backup.group(chosen(group.copiedBackAnew()));
            }
        }
        ranMeanwhile.noteAgain(run);
        power.bar(backup.body().layout());
    }

    private void refuseWhatIsLost(RunContext run, Run halfDone, GoingOn goingOn) throws Failure {
        List<GroupRecord> lost = new ArrayList<>(goingOn.lost());
        for (GroupRecord group : notUsedUp()) {
            if (goingOn.of(group) == GoingOn.Way.ANEW && hasFollowed(group)) {
                lost.add(group);
            }
        }
        if (!lost.isEmpty()) {
            throw spoilt(run, halfDone, lost, goingOn.ran());
        }
    }

    /** What follows its source has followed what was written onto that, also if somebody has split them since. */
    private boolean hasFollowed(GroupRecord group) {
        return group.isHalfBack()
                && (backup.isGoneOnWithOnly() || halfBack.doubt(group).isPresent());
    }

    /**
     * Says of the backup what is true of its copies after a copy back that was broken off: where the targets of a storage
     * follow their sources until that has ended, only going on with it makes them a copy again. A storage that has ended it
     * finds nothing wrong with them, whatever they have followed, so that is asked here as well.
     */
    Failure saysWhatIsLeft(RunContext run, Failure why) {
        if (spoilt) {
            return why;
        }
        List<String> doubts = doubts();
        if (!doubts.isEmpty()) {
            backup.state(
                    Backup.State.UNUSABLE,
                    String.join("; ", doubts) + "; run " + run.id() + " was broken off while it copied it back");
        } else if (backup.backup().state() == Backup.State.UNUSABLE) {
            backup.state(Backup.State.COMPLETE, "");
        } else {
            return why;
        }
        try {
            run.commit(List.of(backup.saved()));
            return why;
        } catch (Failure e) {
            return why.besides(List.of("that backup " + id() + " is "
                    + backup.backup().state() + " cannot be written down: " + e.getMessage()));
        }
    }

    private List<String> doubts() {
        List<String> doubts = halfBack.doubts(backup.body().groups());
        if (!doubts.isEmpty()) {
            return doubts;
        }
        String system = backup.backup().system();
        try {
            return followed()
                    .map(ran -> system + " was started by somebody while its targets followed: " + ran)
                    .stream()
                    .toList();
        } catch (Failure e) {
            return List.of("whether " + system + " has run meanwhile cannot be told: " + e.getMessage());
        }
    }

    private List<GroupRecord> notUsedUp() {
        return backup.body().groups().stream()
                .filter(group -> group.state() != GroupRecord.State.USED_UP)
                .toList();
    }

    /**
     * Takes back the intent of {@link #begin}; to be done before anybody may start the system again.
     *
     * @throws Failure if the manager stops before: its next start goes on with the restore
     */
    void takeBackIntent(RunContext run) throws Failure {
        intent.takeBack(run);
    }

    /** Lets a system start again that nobody has copied anything back onto. */
    void liftBar() throws Failure {
        power.unbar(backup.body().layout());
    }

    /** Copies everything back onto a barred system and starts it. */
    String finish(RunContext run) throws Failure {
        Interest interest = new Interest(() -> false, run::percent);
        for (GroupRecord group : ranMeanwhile.inOrder()) {
            if (group.state() != GroupRecord.State.USED_UP) {
                requireNotRunSince(run, group);
                copyBack(run, group, interest);
            }
        }
        enterUnlessBehind(run, Phase.RECOVER, "making the restored data ready");
        List<String> restored = new ArrayList<>();
        backup.body().groups().forEach(group -> group.members()
                .forEach(member -> member.dataSets().forEach(place -> restored.add(place.dataSet()))));
        try {
            power.recover(new Restorable.RecoveryPlan(
                    backup.body().layout(), restored, backup.body().recoveryFiles()));
        } catch (Failure e) {
            if (hasRunOnUsedUpCopies()) {
                throw spoilt(run, run.run(), usedUp(), e.getMessage());
            }
            throw e;
        }
        return start(run);
    }

    private void requireNotRunSince(RunContext run, GroupRecord next) throws Failure {
        Optional<String> ran = ranMeanwhile.before(next);
        if (ran.isPresent() && !usedUp().isEmpty()) {
            throw spoilt(run, run.run(), usedUp(), ran.orElseThrow());
        }
        if (ran.isPresent()) {
            throw Failure.failed(
                            ErrorCode.RESTORE_FAILED,
                            backup.backup().system() + " was started by somebody while run " + run.id()
                                    + " was copying it back: " + ran.orElseThrow())
                    .curedBy("find out who starts it, then run slb:restore " + id() + " again");
        }
    }

    /**
     * Whether somebody has started the system, which not every system can be kept from, while only some of its groups can be
     * copied back once more: what it has written onto the others stays there, and would be with the data of another time.
     */
    boolean hasRunOnUsedUpCopies() {
        return !usedUp().isEmpty()
                && !notUsedUp().isEmpty()
                && Today.of(engine.systems(), backup.backup().system()).running();
    }

    /** The same once such a system is stopped. */
    Failure spoilt(RunContext run) throws Failure {
        return spoilt(run, run.run(), usedUp(), "it is stopped");
    }

    /**
     * Writes down that no restore of this backup can be whole any more; answers why the run ends, and what is left.
     *
     * @param halfDone the restore that has begun to use these groups up
     */
    private Failure spoilt(RunContext run, Run halfDone, List<GroupRecord> lost, String besides) throws Failure {
        String system = backup.backup().system();
        String why = system + " was started by somebody while run " + halfDone.id()
                + " was copying it back, and what it wrote stays in "
                + lost.stream().map(CopyBack::usedUp).collect(Collectors.joining(", and in "));
        backup.state(Backup.State.UNUSABLE, why);
        backup.body().groups().forEach(group -> backup.group(group.leftHalfBack()));
        run.commit(List.of(backup.saved()));
        spoilt = true;
        return Failure.failed(ErrorCode.RESTORE_FAILED, why + "; " + besides).curedBy(leftAfter(halfDone));
    }

    private static String usedUp(GroupRecord group) {
        String how = group.usesUp().orElse(false)
                ? "is used up" + (group.state() == GroupRecord.State.USED_UP ? "" : " in part")
                : "has followed it";
        return "copy group " + group.group() + " of blade " + group.blade() + ", whose copy " + how;
    }

    private String leftAfter(Run halfDone) throws Failure {
        try {
            return WayOut.withoutIts(engine.catalog(), halfDone);
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /** Whether it is known that no restore of this backup can be whole any more. */
    boolean isSpoilt() {
        return spoilt;
    }

    /** What was used up is written down with the end of its restore: nothing of it may be copied back a second time, nor can be. */
    private void copyBack(RunContext run, GroupRecord group, Interest interest) throws Failure {
        run.message("copying back group " + group.group());
        GroupRecord begun = chosen(ranMeanwhile.begun(group));
        if (!begun.equals(group)) {
            backup.group(begun);
            run.commit(List.of(backup.saved()));
        }
        try {
            engine.groups().restore(begun, LIMIT, interest, newer -> {
                requireNothingFollowed(run, newer);
                backup.copiedBack(newer);
                saysWhatFollows(run, newer);
                run.commit(List.of(backup.saved()));
            });
        } catch (Failure e) {
            if (e.code() == ErrorCode.COPY_FAILED && isUntouched(begun)) {
                backup.group(begun.marked(CopyBackMark.NOT_BEGUN));
                run.commit(List.of(backup.saved()));
            }
            throw e;
        }
    }

    /** What targets that were to follow until now have followed: they are a copy again only if there was nothing. */
    private Optional<String> followed() throws Failure {
        return backup.isGoneOnWithOnly() ? ranMeanwhile.sinceItBegan() : Optional.empty();
    }

    private void requireNothingFollowed(RunContext run, GroupRecord newer) throws Failure {
        GroupRecord before = backup.group(newer.group());
        if (newer.isHalfBack() || !before.isHalfBack()) {
            return;
        }
        Optional<String> ran = followed();
        if (ran.isPresent()) {
            throw spoilt(run, run.run(), List.of(before), ran.orElseThrow());
        }
    }

    /** Whoever dies now leaves that it is no copy until this restore has ended. */
    private void saysWhatFollows(RunContext run, GroupRecord group) {
        if (group.isHalfBack() && backup.backup().state() == Backup.State.COMPLETE) {
            halfBack.said(group)
                    .ifPresent(why -> backup.state(
                            Backup.State.UNUSABLE, why + "; run " + run.id() + " has begun to copy it back"));
        }
    }

    /** Whether a step that has certainly failed was the first, and the storage says that the copy is as it was. */
    private boolean isUntouched(GroupRecord begun) {
        if (!backup.body().group(begun.group()).equals(begun)) {
            return false;
        }
        try {
            return engine.groups().query(begun) instanceof CopyState.Established;
        } catch (Failure e) {
            LOG.warn("group {} counts as copied back in part: {}", begun.group(), e.getMessage());
            return false;
        }
    }

    /** One that goes on keeps what it has begun with; where an older version has begun it, nobody knows that. */
    private GroupRecord chosen(GroupRecord group) throws Failure {
        if (group.usesUp().isPresent()) {
            return group;
        }
        CopyPolicy policy = BladePolicy.of(
                group.blade(), backup.backup().profile(), backup.body().options());
        return engine.groups().chooseRestore(group, policy);
    }

    /** Groups that cannot be copied back once more, or not as a whole. */
    private List<GroupRecord> usedUp() {
        return backup.body().groups().stream()
                .filter(group -> group.state() == GroupRecord.State.USED_UP || group.mayBeUsedUpInPart())
                .toList();
    }

    private boolean isUsedUp() {
        return backup.body().groups().stream().anyMatch(group -> group.state() == GroupRecord.State.USED_UP);
    }

    /** Starts a system that is restored and recovered. */
    String start(RunContext run) throws Failure {
        String system = backup.backup().system();
        enterUnlessBehind(run, Phase.START, "starting " + system);
        long begin = System.nanoTime();
        Restorable.Started started = power.start();
        double seconds = (System.nanoTime() - begin) / 1e9;
        enterUnlessBehind(run, Phase.RECORD, "recording");
        List<Change> changes = new ArrayList<>();
        changes.add(intent.fulfilled(run));
        if (isUsedUp()) {
            backup.state(Backup.State.UNUSABLE, "its copies were used up by restore " + run.id());
            changes.add(backup.saved());
        }
        run.commit(changes);
        return String.format(
                        Locale.ROOT,
                        "%s is restored to backup %s and accepts work at %s; start took %.1f s, of which recovery %.1f s",
                        system,
                        id(),
                        started.position().text(),
                        seconds,
                        started.redoMillis() / 1e3)
                + (isUsedUp() ? "; the backup is used up" : "");
    }

    /** A run that goes on after a crash may be in a later phase already: it does the work again but does not go back. */
    private static void enterUnlessBehind(RunContext run, Phase phase, String message) throws Failure {
        if (PhaseTable.allows(run.run().kind(), run.run().phase(), phase)) {
            run.enter(phase, message);
        } else {
            run.message(message);
        }
    }

    private String id() {
        return backup.backup().id().value();
    }
}
