package org.copyblade.manager.internal.copies;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.ErrorCode;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.run.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which copies of a backup nobody can end yet, and why: secure ones, and those that their sources still need. Changes nothing. Safe for many threads. */
public final class SecureGroups {

    private static final Logger LOG = LoggerFactory.getLogger(SecureGroups.class);

    private final GroupSteps groups;

    public SecureGroups(GroupSteps groups) {
        this.groups = groups;
    }

    /** Of a backup that is kept if nobody can tell. */
    public Map<String, BladeFinding> of(BackupInProgress backup) throws Failure {
        Map<String, BladeFinding> secure = new LinkedHashMap<>();
        for (GroupRecord group : backup.body().groups()) {
            if (group.mayExist()) {
                whySecure(group).ifPresent(why -> secure.put(group.group(), why));
            }
        }
        return secure;
    }

    /** Of one that goes all the same, secure or still needed: a group whose blade cannot tell is left to its withdrawal. */
    public Map<String, BladeFinding> known(BackupInProgress backup) throws Failure {
        return known(backup, new HashSet<>());
    }

    /** @param missed blades that nobody asks, because they were waited for in vain; those that are now are added */
    public Map<String, BladeFinding> known(BackupInProgress backup, Set<BladeName> missed) throws Failure {
        return known(backup, missed, this::why);
    }

    private interface Question {
        Optional<BladeFinding> why(GroupRecord group) throws Failure;
    }

    private static Map<String, BladeFinding> known(BackupInProgress backup, Set<BladeName> missed, Question question)
            throws Failure {
        Map<String, BladeFinding> known = new LinkedHashMap<>();
        for (GroupRecord group : backup.body().groups()) {
            try {
                if (group.mayExist() && !missed.contains(group.blade())) {
                    question.why(group).ifPresent(why -> known.put(group.group(), why));
                }
            } catch (Failure e) {
                if (e.isStopping()) {
                    throw e;
                }
                if (e.code() == ErrorCode.BLADE_ABSENT) {
                    missed.add(group.blade());
                }
                LOG.warn("nobody can tell whether a copy can be ended: {}", e.getMessage());
            }
        }
        return known;
    }

    /** Before a backup is given up: it is lost to restores from then on, though its copies could not be withdrawn. */
    public void refuseIfAny(BackupInProgress backup) throws Failure {
        Optional<BladeFinding> first = known(backup, new HashSet<>(), this::whySecure).values().stream()
                .findFirst();
        if (first.isPresent()) {
            BladeFinding why = first.orElseThrow();
            throw Failure.refused(
                            ErrorCode.BACKUP_SECURE,
                            "backup " + backup.backup().id() + " cannot be deleted yet: " + words(why),
                            List.of())
                    .curedBy(why.hint());
        }
    }

    private Optional<BladeFinding> why(GroupRecord group) throws Failure {
        return groups.isStillCopiedBack(group)
                ? Optional.of(BladeFinding.error(
                        "copy group " + group.group(),
                        "is still being copied back onto its sources",
                        "nothing is to be done: a later run of the system withdraws it"))
                : whySecure(group);
    }

    private Optional<BladeFinding> whySecure(GroupRecord group) throws Failure {
        return groups.planWithdraw(group).stream()
                .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                .findFirst();
    }

    /** In words. */
    public static String words(BladeFinding finding) {
        return finding.subject() + " " + finding.text();
    }
}
