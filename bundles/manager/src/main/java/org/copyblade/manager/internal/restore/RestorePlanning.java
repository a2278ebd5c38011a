package org.copyblade.manager.internal.restore;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.api.Backup;
import org.copyblade.api.Consistency;
import org.copyblade.api.Finding;
import org.copyblade.api.Finding.Severity;
import org.copyblade.api.RestorePlan;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.manager.internal.backup.BackupInProgress;
import org.copyblade.manager.internal.backup.BladeFindings;
import org.copyblade.manager.internal.backup.Check;
import org.copyblade.manager.internal.backup.GroupRecord;
import org.copyblade.manager.internal.backup.PlaceChecks;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.place.Claims;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.system.SystemCalls;
import org.copyblade.system.spi.Restorable;

/** Says what a restore would do, what would be lost and what forbids it. Changes nothing. Safe for many threads. */
final class RestorePlanning {

    private static final Duration LOOK = Duration.ofSeconds(30);

    private final SystemCalls systems;
    private final BladeCalls blades;
    private final Claims claims;
    private final Clock clock;

    RestorePlanning(SystemCalls systems, BladeCalls blades, Claims claims, Clock clock) {
        this.systems = systems;
        this.blades = blades;
        this.claims = claims;
        this.clock = clock;
    }

    /** What a system keeps on storage now. */
    Today today(String system) {
        return Today.of(systems, system);
    }

    RestorePlan plan(BackupInProgress stored, Saving saving) throws Failure {
        Backup backup = stored.backup();
        List<Finding> findings = new ArrayList<>(usable(backup));
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
        steps.add("keep everybody from starting " + backup.system() + " until it is ready");
        for (GroupRecord group : stored.body().groups()) {
            if (backup.state() == Backup.State.COMPLETE) {
                findings.addAll(ofBlade(group));
            }
            group.members()
                    .forEach(member -> steps.add("copy " + member.target() + " back onto "
                            + member.member().source() + " by blade " + group.blade()));
        }
        steps.add("make the restored data ready for start");
        steps.add("start " + backup.system() + " and wait until it accepts work");
        List<String> lost = new Losses(backup, stored.body().layout()).of(today(backup.system()), clock.instant());
        return new RestorePlan(backup.id(), backup.system(), saving.undoable(), steps, lost, findings);
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

    private List<Finding> ofBlade(GroupRecord group) throws Failure {
        List<BladeFinding> found = blades.call(
                group.blade(),
                "plan the restore of copy group " + group.group(),
                LOOK,
                Interest.ALWAYS,
                (blade, call) -> blade.planRestore(
                        group.copyGroup(), group.binding(), group.copyGroup().memberNames(), call));
        return found.stream().map(BladeFindings::ofRestore).toList();
    }

    private static Finding error(Check check, String subject, String text, String hint) {
        return new Finding(check.number(), Severity.ERROR, subject, text, hint);
    }
}
