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
        Map<String, String> named = named(options.profile(), profiles);
        List<Finding> findings = new ArrayList<>();
        for (GroupRecord group : groups) {
            for (GroupRecord.MemberRecord member : group.members()) {
                String why = target(group, member)
                        .map(target -> used.getOrDefault(target, named.getOrDefault(member.target(), "")))
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

    /** By target; either side of a pair may have colons itself, so that each of them may be the one between them. */
    private static Map<String, String> named(String profile, List<BackupOptions> profiles) {
        Map<String, String> named = new HashMap<>();
        for (BackupOptions options : profiles) {
            if (!options.profile().equals(profile)) {
                String why = "profile '" + options.profile() + "' names it in 'targets'";
                for (String pair : options.targets()) {
                    for (int colon = pair.indexOf(':'); colon >= 0; colon = pair.indexOf(':', colon + 1)) {
                        named.putIfAbsent(pair.substring(colon + 1), why);
                    }
                }
            }
        }
        return named;
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
