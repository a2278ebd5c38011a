package org.copyblade.manager.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.copyblade.api.Finding;
import org.copyblade.catalog.CopyTarget;
import org.copyblade.catalog.TargetUse;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.BackupOptions.OnFinding;

/** 10: targets that other profiles name or use. Pure. */
final class TargetSharing {

    /** Backups on one target that a finding names. */
    static final int NAMED = 5;

    private TargetSharing() {}

    /**
     * A finding for each target that is not this profile's alone, as severe as its {@code shared.targets} says.
     *
     * @param options of the profile whose backup is planned
     * @param profiles all that can be used
     * @param uses backups of other profiles on targets of these groups, of each one more than {@link #NAMED} will do
     */
    static List<Finding> check(
            List<GroupRecord> groups, BackupOptions options, List<BackupOptions> profiles, List<TargetUse> uses) {
        if (options.sharedTargets() == OnFinding.IGNORE) {
            return List.of();
        }
        Map<CopyTarget, String> used = new HashMap<>();
        uses.stream()
                .collect(Collectors.groupingBy(TargetUse::target))
                .forEach((target, onIt) -> used.put(target, used(onIt)));
        List<Finding> findings = new ArrayList<>();
        for (GroupRecord group : groups) {
            for (GroupRecord.MemberRecord member : group.members()) {
                String why = target(group, member)
                        .map(target -> used.getOrDefault(target, named(member, options.profile(), profiles)))
                        .orElse("");
                if (!why.isEmpty()) {
                    findings.add(new Finding(
                            Check.TARGET_SHARED.number(),
                            options.sharedTargets() == OnFinding.FAIL
                                    ? Finding.Severity.ERROR
                                    : Finding.Severity.WARNING,
                            member.target(),
                            "is a target of another profile, too: " + why,
                            "give each profile targets of its own, or see 'shared.targets'"));
                }
            }
        }
        return findings;
    }

    private static String used(List<TargetUse> uses) {
        String names = uses.stream()
                .limit(NAMED)
                .map(use -> use.backup() + " of profile '" + use.profile() + "'")
                .collect(Collectors.joining(", "));
        return uses.size() == 1
                ? "backup " + names + " is on it"
                : "backups " + names + (uses.size() > NAMED ? " and more" : "") + " are on it";
    }

    private static String named(GroupRecord.MemberRecord member, String profile, List<BackupOptions> profiles) {
        return profiles.stream()
                .filter(options -> !options.profile().equals(profile))
                .filter(options -> options.targets().stream().anyMatch(pair -> pair.endsWith(":" + member.target())))
                .map(options -> "profile '" + options.profile() + "' names it in 'targets'")
                .findFirst()
                .orElse("");
    }

    /** Everything that these groups would be copied onto. */
    static List<CopyTarget> targets(List<GroupRecord> groups) {
        return groups.stream()
                .flatMap(group -> group.members().stream().flatMap(member -> target(group, member).stream()))
                .distinct()
                .toList();
    }

    private static Optional<CopyTarget> target(GroupRecord group, GroupRecord.MemberRecord member) {
        return member.target().isEmpty()
                ? Optional.empty()
                : Optional.of(new CopyTarget(group.technology(), group.endpoint(), member.target()));
    }
}
