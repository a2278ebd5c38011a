package org.copyblade.manager.internal.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.copyblade.api.Finding;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.plan.Check;
import org.copyblade.manager.internal.plan.FixedPair;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.run.Failure;

/** 37: whether today's state can be copied before a restore; said before the system is stopped for it. Pure. */
final class UndoCheck {

    private static final String IMPOSSIBLE = "today's state cannot be copied: ";

    private UndoCheck() {}

    /**
     * Where a restore uses its copy up, the undo copy must not take what the profile's own generations need.
     *
     * @param usedUp groups whose copies the restore uses up and whose blade needs targets
     */
    static List<Finding> reserved(List<GroupRecord> usedUp, BackupOptions options) {
        Map<String, List<String>> groups = new TreeMap<>();
        usedUp.stream()
                .filter(group -> options.undoTargetPool(group.blade()).isEmpty())
                .filter(group -> !isReserved(group, options.undoTargets()))
                .forEach(group -> groups.computeIfAbsent(group.blade().toString(), unused -> new ArrayList<>())
                        .add(group.group()));
        List<Finding> findings = new ArrayList<>();
        groups.forEach((blade, ids) -> findings.add(error(
                "blade " + blade,
                "uses up copy group " + String.join(", ", ids)
                        + ", and no targets are reserved for a copy of today's state",
                "reserve a set by 'undo.target.pool' or 'undo.targets', or restore with --no-undo")));
        return findings;
    }

    /** Whether each of its sources has a pair; one that has none would get a target of the profile's generations. */
    private static boolean isReserved(GroupRecord group, List<String> pairs) {
        Set<String> named =
                pairs.stream().map(pair -> new FixedPair(pair).source()).collect(Collectors.toSet());
        return group.members().stream()
                .allMatch(member ->
                        FixedPair.namesOf(member.member().source()).stream().anyMatch(named::contains));
    }

    /**
     * What forbids the undo copy. That the system runs does not: the restore stops it first.
     *
     * @param planned findings of the plan of the undo copy
     */
    static List<Finding> possible(List<Finding> planned) {
        return planned.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .filter(finding -> finding.check() != Check.SYSTEM_DOWN.number())
                .map(finding -> error(finding.subject(), IMPOSSIBLE + finding.text(), orWithout(finding.hint())))
                .toList();
    }

    /** An undo copy that cannot even be planned: of a system whose data is gone nothing can be seen. */
    static Finding impossible(String system, Failure why) {
        return error(system, IMPOSSIBLE + why.getMessage(), orWithout(why.hint()));
    }

    private static String orWithout(String hint) {
        return hint.isEmpty() ? "restore with --no-undo" : hint + "; or restore with --no-undo";
    }

    private static Finding error(String subject, String text, String hint) {
        return new Finding(Check.UNDO_POSSIBLE.number(), Finding.Severity.ERROR, subject, text, hint);
    }
}
