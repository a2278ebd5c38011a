package org.copyblade.manager.internal.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.copyblade.api.Backup;
import org.copyblade.api.Finding;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.BackupOptions.OnFinding;

/** 10: targets that other profiles name or use. Pure. */
final class TargetSharing {

    private TargetSharing() {}

    /**
     * A finding for each target that is not this profile's alone, as severe as its {@code shared.targets} says.
     *
     * @param options of the profile whose backup is planned
     * @param profiles all that can be used
     * @param others backups of other profiles that have copies
     */
    static List<Finding> check(
            List<GroupRecord> groups, BackupOptions options, List<BackupOptions> profiles, List<Backup> others) {
        if (options.sharedTargets() == OnFinding.IGNORE) {
            return List.of();
        }
        Map<String, String> used = new TreeMap<>();
        for (Backup backup : others) {
            backup.copies().forEach(copy -> copy.targets()
                    .forEach(target -> used.put(
                            endpoint(copy.blade(), copy.endpoint()) + target.substring(target.indexOf(" -> ") + 4),
                            "backup " + backup.id() + " of profile '" + backup.profile() + "' is on it")));
        }
        List<Finding> findings = new ArrayList<>();
        for (GroupRecord group : groups) {
            for (GroupRecord.MemberRecord member : group.members()) {
                String key = endpoint(group.technology(), group.endpoint()) + member.target();
                String why = used.getOrDefault(key, named(member, options.profile(), profiles));
                if (!member.target().isEmpty() && !why.isEmpty()) {
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

    private static String named(GroupRecord.MemberRecord member, String profile, List<BackupOptions> profiles) {
        return profiles.stream()
                .filter(options -> !options.profile().equals(profile))
                .filter(options ->
                        options.policy().targets().stream().anyMatch(pair -> pair.endsWith(":" + member.target())))
                .map(options -> "profile '" + options.profile() + "' names it in 'targets'")
                .findFirst()
                .orElse("");
    }

    private static String endpoint(String blade, String endpoint) {
        return blade + "@" + endpoint + " ";
    }
}
