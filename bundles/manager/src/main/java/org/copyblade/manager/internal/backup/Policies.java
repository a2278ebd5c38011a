package org.copyblade.manager.internal.backup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.manager.internal.profile.BackupOptions;

/**
 * The policy that each blade of a backup gets. Blades write volumes differently, so where there are several each gets the
 * fixed pairs of its own sources only; a pair of no source at all is then found here. Pure.
 */
final class Policies {

    private final BackupOptions options;
    private final Set<CopyGroupId> freed;
    private final boolean mixed;
    private final List<Finding> findings = new ArrayList<>();

    private Policies(BackupOptions options, Set<CopyGroupId> freed, boolean mixed) {
        this.options = options;
        this.freed = freed;
        this.mixed = mixed;
    }

    /**
     * Policies for these groups.
     *
     * @param freed groups that will have been withdrawn before the first of these is prepared
     */
    static Policies of(BackupOptions options, List<Grouping.Draft> drafts, Set<CopyGroupId> freed) {
        boolean mixed = drafts.stream().map(Grouping.Draft::blade).distinct().count() > 1;
        Policies policies = new Policies(options, freed, mixed);
        if (mixed) {
            policies.findStrays(drafts);
        }
        return policies;
    }

    private void findStrays(List<Grouping.Draft> drafts) {
        Set<String> known = new HashSet<>();
        drafts.forEach(draft -> known.addAll(pairsOf(draft)));
        options.policy().targets().stream()
                .filter(pair -> !known.contains(pair))
                .forEach(pair -> findings.add(new Finding(
                        Check.ENOUGH_TARGETS.number(),
                        Finding.Severity.ERROR,
                        "targets",
                        "'" + pair + "' names no source of this backup",
                        "write source:target, the source as slb:plan shows it")));
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** What the blade of a group gets. */
    CopyPolicy of(Grouping.Draft draft) {
        CopyPolicy.Builder policy = options.policyBuilder().freed(freed);
        if (mixed) {
            policy.targets(pairsOf(draft));
        }
        if (options.areForUndo()
                && draft.info().needsTargets()
                && !options.undoTargetPool().isEmpty()) {
            policy.targetPool(options.undoTargetPool());
        }
        return policy.build();
    }

    private List<String> pairsOf(Grouping.Draft draft) {
        List<String> sources =
                draft.members().stream().map(member -> member.member().source()).toList();
        return options.policy().targets().stream()
                .filter(pair -> sources.stream().anyMatch(source -> isOf(source, pair)))
                .toList();
    }

    /** A pair may leave out the name of the storage system that its source bears in front. */
    private static boolean isOf(String source, String pair) {
        int colon = pair.lastIndexOf(':');
        String named = colon < 0 ? pair : pair.substring(0, colon).strip();
        return source.equals(named) || source.endsWith("/" + named);
    }
}
