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

/** Which copies of a backup the storage lets nobody end yet, and why. Changes nothing. Safe for many threads. */
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
                why(group, secure);
            }
        }
        return secure;
    }

    /** Of one that goes all the same: a group whose blade cannot tell is left to its withdrawal. */
    public Map<String, BladeFinding> known(BackupInProgress backup) throws Failure {
        return known(backup, new HashSet<>());
    }

    /** @param missed blades that nobody asks, because they were waited for in vain; those that are now are added */
    public Map<String, BladeFinding> known(BackupInProgress backup, Set<BladeName> missed) throws Failure {
        Map<String, BladeFinding> secure = new LinkedHashMap<>();
        for (GroupRecord group : backup.body().groups()) {
            try {
                if (group.mayExist() && !missed.contains(group.blade())) {
                    why(group, secure);
                }
            } catch (Failure e) {
                if (e.isStopping()) {
                    throw e;
                }
                if (e.code() == ErrorCode.BLADE_ABSENT) {
                    missed.add(group.blade());
                }
                LOG.warn("nobody can tell whether a copy is secure: {}", e.getMessage());
            }
        }
        return secure;
    }

    /** Before a backup is given up: it is lost to restores from then on, though its copies could not be withdrawn. */
    public void refuseIfAny(BackupInProgress backup) throws Failure {
        Optional<BladeFinding> first = known(backup).values().stream().findFirst();
        if (first.isPresent()) {
            BladeFinding why = first.orElseThrow();
            throw Failure.refused(
                            ErrorCode.BACKUP_SECURE,
                            "backup " + backup.backup().id() + " cannot be deleted yet: " + words(why),
                            List.of())
                    .curedBy(why.hint());
        }
    }

    private void why(GroupRecord group, Map<String, BladeFinding> secure) throws Failure {
        groups.planWithdraw(group).stream()
                .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                .findFirst()
                .ifPresent(finding -> secure.put(group.group(), finding));
    }

    /** In words. */
    public static String words(BladeFinding finding) {
        return finding.subject() + " " + finding.text();
    }
}
