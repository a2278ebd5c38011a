package org.copyblade.manager.internal.restore;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Consistency;
import org.copyblade.api.Finding;
import org.copyblade.api.Finding.Severity;
import org.copyblade.api.RestorePlan;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.place.Claims;
import org.copyblade.manager.internal.plan.BladeFindings;
import org.copyblade.manager.internal.plan.Check;
import org.copyblade.manager.internal.plan.PlaceChecks;
import org.copyblade.manager.internal.profile.BladePolicy;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.system.SystemCalls;
import org.copyblade.manager.internal.system.Today;
import org.copyblade.system.spi.Restorable;

/** Says what a restore would do, what would be lost and what forbids it. Changes nothing. Safe for many threads. */
final class RestorePlanning {

    private static final Duration LOOK = Duration.ofSeconds(30);

    private final SystemCalls systems;
    private final BladeCalls blades;
    private final Claims claims;
    private final Clock clock;
    private final UndoPlan undoPlan;

    /** What forbids a copy of today's state before a backup is restored. */
    @FunctionalInterface
    interface UndoPlan {
        /**
         * Changes nothing.
         *
         * @param restored groups that are copied back beside it
         * @param usedUp of those whose copies the restore uses up and whose blade needs targets
         */
        List<Finding> findings(Backup backup, List<GroupRecord> restored, List<GroupRecord> usedUp) throws Failure;
    }

    RestorePlanning(SystemCalls systems, BladeCalls blades, Claims claims, Clock clock, UndoPlan undoPlan) {
        this.systems = systems;
        this.blades = blades;
        this.claims = claims;
        this.clock = clock;
        this.undoPlan = undoPlan;
    }

    /** What a system keeps on storage now. */
    Today today(String system) {
        return Today.of(systems, system);
    }

    /** @param left what a restore of another backup has left in the middle */
    RestorePlan plan(BackupInProgress stored, Saving saving, Optional<LeftBehind> left) throws Failure {
        Backup backup = stored.backup();
        boolean goesOn = goesOn(stored, saving);
        List<Finding> findings = new ArrayList<>(usable(goesOn ? backup.withState(Backup.State.COMPLETE, "") : backup));
        findings.addAll(
                PlaceChecks.claimed(backup.system(), claims.other(stored.body().layout())));
        if (!systems.can(backup.system(), Restorable.class)) {
            findings.add(error(
                    Check.RESTORE_POSSIBLE,
                    backup.system(),
                    "the adapter of this system cannot restore in place",
                    "clone the backup with slb:verify"));
        }
        List<String> steps = new ArrayList<>();
        steps.add("stop " + backup.system());
        if (!saving.step().isEmpty()) {
            steps.add(saving.step());
        }
        left.ifPresent(other -> steps.addAll(other.steps()));
        steps.add("keep everybody from starting " + backup.system() + " until it is ready");
        CopiedBack back = copiesBack(stored, saving, left, steps, findings);
        if (!back.usedUp().isEmpty() && backup.held()) {
            findings.add(error(
                    Check.RESTORABLE,
                    backup.id().value(),
                    "is held, and this restore would use it up",
                    "run slb:unhold " + backup.id() + " first, or restore another backup"));
        }
        if (saving.copies()) {
            findings.addAll(undoPlan.findings(backup, back.groups(), back.usedUpOntoTargets()));
        }
        steps.add("make the restored data ready for start");
        steps.add("start " + backup.system() + " and wait until it accepts work");
        List<String> lost = lost(stored, back);
        left.flatMap(LeftBehind::lost).ifPresent(lost::add);
        return new RestorePlan(backup.id(), backup.system(), saving.undoable(), steps, lost, findings);
    }

    private static boolean goesOn(BackupInProgress stored, Saving saving) {
        return saving.goesOnWith(stored.backup().id()) && stored.isGoneOnWithOnly();
    }

    /**
     * What a restore copies back.
     *
     * @param groups all that it copies back now
     * @param usedUp those whose copies that uses up
     * @param usedUpOntoTargets of these, those whose blade needs targets
     */
    private record CopiedBack(
            List<GroupRecord> groups, List<GroupRecord> usedUp, List<GroupRecord> usedUpOntoTargets) {}

    private CopiedBack copiesBack(
            BackupInProgress stored,
            Saving saving,
            Optional<LeftBehind> left,
            List<String> steps,
            List<Finding> findings)
            throws Failure {
        Backup backup = stored.backup();
        CopiedBack back = new CopiedBack(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (GroupRecord group : stored.body().groups()) {
            if (group.state() == GroupRecord.State.USED_UP) {
                again(backup, group, saving, steps, findings);
                continue;
            }
            if (group.mayBeUsedUpInPart()
                    && !saving.goesOnWith(backup.id())
                    && backup.state() == Backup.State.COMPLETE) {
                findings.add(error(
                        Check.RESTORABLE,
                        backup.id().value(),
                        "may be used up in part: an earlier restore has begun to copy back copy group " + group.group()
                                + " of blade " + group.blade(),
                        "restore another backup"));
                continue;
            }
            back.groups().add(group);
            BladeInfo info = info(backup, stored.body().options(), group);
            boolean consumes = info.restoreEffect() == BladeInfo.RestoreEffect.CONSUMES_COPY;
            if (consumes) {
                back.usedUp().add(group);
            }
            if (consumes && info.needsTargets()) {
                back.usedUpOntoTargets().add(group);
            }
            if (backup.state() == Backup.State.COMPLETE || goesOn(stored, saving)) {
                findings.addAll(afterThat(left, group, ofBlade(group, saving.goesOnWith(backup.id()))));
            }
            group.members()
                    .forEach(member -> steps.add("copy " + member.target() + " back onto "
                            + member.member().source() + " by blade " + group.blade()
                            + (consumes ? ", which uses the copy up" : "")));
        }
        return back;
    }

    private List<String> lost(BackupInProgress stored, CopiedBack back) throws Failure {
        Backup backup = stored.backup();
        List<String> lost =
                new ArrayList<>(new Losses(backup, stored.body().layout()).of(today(backup.system()), clock.instant()));
        if (!back.usedUp().isEmpty()) {
            lost.add("backup " + backup.id() + " itself: copied back by "
                    + back.usedUp().stream()
                            .map(group -> "blade " + group.blade())
                            .distinct()
                            .collect(Collectors.joining(" and "))
                    + " it is used up, and cannot be restored a second time");
        }
        return lost;
    }

    /** What a blade says while copies of its own are in the middle of another restore counts once they are not. */
    private static List<Finding> afterThat(Optional<LeftBehind> left, GroupRecord group, List<Finding> said) {
        if (left.filter(other -> other.blades().contains(group.blade())).isEmpty()) {
            return said;
        }
        BackupId other = left.orElseThrow().id();
        return said.stream()
                .map(finding -> finding.severity() == Severity.ERROR
                        ? new Finding(
                                finding.check(),
                                Severity.WARNING,
                                finding.subject(),
                                finding.text() + "; it is asked again once what is left of backup " + other
                                        + " is in a defined state",
                                finding.hint())
                        : finding)
                .toList();
    }

    /** What the blades say now of the copies that are to be copied back. */
    List<Finding> ofBlades(BackupInProgress stored, Saving saving) throws Failure {
        List<Finding> findings = new ArrayList<>();
        for (GroupRecord group : stored.body().groups()) {
            if (group.state() != GroupRecord.State.USED_UP) {
                findings.addAll(ofBlade(group, saving.goesOnWith(stored.backup().id())));
            }
        }
        return findings;
    }

    static List<Finding> usable(Backup backup) {
        List<Finding> findings = new ArrayList<>();
        if (backup.state() != Backup.State.COMPLETE) {
            findings.add(error(
                    Check.RESTORABLE,
                    backup.id().value(),
                    "is " + backup.state() + ": " + backup.reason(),
                    "run slb:list and choose a COMPLETE one"));
        }
        if (backup.consistency() == Consistency.NONE) {
            findings.add(error(
                    Check.RESTORE_POSSIBLE,
                    backup.id().value(),
                    "was copied without any consistency and serves only as a base for forward recovery",
                    "choose a backup of another profile"));
        }
        return findings;
    }

    /** A group that was copied back and used up: only the restore that has done so can go on. */
    private static void again(
            Backup backup, GroupRecord group, Saving saving, List<String> steps, List<Finding> findings) {
        if (saving.goesOnWith(backup.id())) {
            steps.add("leave what copy group " + group.group() + " of blade " + group.blade()
                    + " holds as it is: it is copied back already");
        } else if (backup.state() == Backup.State.COMPLETE) {
            findings.add(error(
                    Check.RESTORABLE,
                    backup.id().value(),
                    "was used up in part: an earlier restore has copied back copy group " + group.group() + " of blade "
                            + group.blade(),
                    "restore another backup"));
        }
    }

    private BladeInfo info(Backup backup, List<String> options, GroupRecord group) throws Failure {
        CopyPolicy policy = BladePolicy.of(group.blade(), backup.profile(), options);
        return blades.call(
                group.blade(),
                "plan the restore of copy group " + group.group(),
                LOOK,
                Interest.ALWAYS,
                (blade, call) -> blade.info(policy));
    }

    /** @param halfDone whether the storage may be in the middle of it, which is no reason not to go on */
    private List<Finding> ofBlade(GroupRecord group, boolean halfDone) throws Failure {
        try {
            return blades
                    .call(
                            group.blade(),
                            "plan the restore of copy group " + group.group(),
                            LOOK,
                            Interest.ALWAYS,
                            (blade, call) -> blade.planRestore(
                                    group.copyGroup(),
                                    group.binding(),
                                    group.copyGroup().memberNames(),
                                    call))
                    .stream()
                    .map(BladeFindings::ofRestore)
                    .toList();
        } catch (Failure e) {
            if (!halfDone) {
                throw e;
            }
            return List.of(new Finding(
                    Check.RESTORE_POSSIBLE.number(),
                    Severity.WARNING,
                    group.group(),
                    "its blade cannot plan a restore that is half done: " + e.getMessage(),
                    e.hint()));
        }
    }

    private static Finding error(Check check, String subject, String text, String hint) {
        return new Finding(check.number(), Severity.ERROR, subject, text, hint);
    }
}
