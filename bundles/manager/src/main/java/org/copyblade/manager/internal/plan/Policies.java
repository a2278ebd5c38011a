package org.copyblade.manager.internal.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.profile.BackupOptions;

/**
 * The policy that each blade of a backup gets. Blades write volumes differently, so where there are several each gets the
 * fixed pairs of its own sources only; a pair of no source at all is then found here. Pure.
 */
final class Policies {

    private final BackupOptions options;
    private final UndoReservations reserved;
    private final Predecessors predecessors;
    private final Set<CopyGroupId> freed;
    private final boolean mixed;
    private final List<Finding> findings = new ArrayList<>();

    private Policies(
            BackupOptions options,
            UndoReservations reserved,
            Predecessors predecessors,
            Set<CopyGroupId> freed,
            boolean mixed) {
        this.options = options;
        this.reserved = reserved;
        this.predecessors = predecessors;
        this.freed = freed;
        this.mixed = mixed;
    }

    /**
     * Policies for these groups.
     *
     * @param reserved what other profiles reserve for undo copies
     * @param predecessors copies that give way: gone on from, or withdrawn before the first of these is prepared
     */
    static Policies of(
            BackupOptions options, UndoReservations reserved, List<Grouping.Draft> drafts, Predecessors predecessors) {
        boolean mixed = drafts.stream().map(Grouping.Draft::blade).distinct().count() > 1;
        Set<String> goneOnFrom = drafts.stream()
                .flatMap(draft -> predecessors.of(draft).stream())
                .map(GroupRecord::group)
                .collect(Collectors.toSet());
        Policies policies = new Policies(options, reserved, predecessors, predecessors.freed(goneOnFrom), mixed);
        if (mixed) {
            policies.findStrays(drafts);
        }
        return policies;
    }

    private void findStrays(List<Grouping.Draft> drafts) {
        Set<String> known = new HashSet<>();
        drafts.forEach(draft -> known.addAll(pairsOf(options.targets(), draft)));
        options.targets().stream()
                .filter(pair -> !known.contains(pair))
                .forEach(pair -> findings.add(new Finding(
                        Check.ENOUGH_TARGETS.number(),
                        Finding.Severity.ERROR,
                        "targets",
                        "'" + pair + "' names no source of this backup",
                        "write source:target, the source as slb:plan shows it")));
    }

    /** Whether there are several blades. */
    boolean areMixed() {
        return mixed;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** What the blade of a group gets. */
    CopyPolicy of(Grouping.Draft draft) {
        CopyPolicy.Builder policy = builder(draft).freed(freed);
        predecessors.of(draft).ifPresent(older -> policy.predecessor(new CopyGroupId(older.group()), older.binding()));
        return policy.build();
    }

    /** The same, to copy everything: the older copy is withdrawn before. */
    CopyPolicy afresh(Grouping.Draft draft) {
        Set<CopyGroupId> all = new HashSet<>(freed);
        predecessors.of(draft).ifPresent(older -> all.add(new CopyGroupId(older.group())));
        return builder(draft).freed(all).build();
    }

    /** What the blade of a group is kept from by other profiles. */
    List<Finding> keptByOthers(Grouping.Draft draft) {
        return leavesToOthers(draft) ? reserved.told(draft.blade()) : List.of();
    }

    private CopyPolicy.Builder builder(Grouping.Draft draft) {
        CopyPolicy.Builder policy = options.policyBuilder(draft.blade());
        if (mixed) {
            policy.targets(pairsOf(options.targets(), draft));
        }
        undoTargets(policy, draft);
        return policy;
    }

    /**
     * What is reserved for the undo copy of a restore is taken for it, and for nothing else, whoever reserves it. A copy that
     * needs no targets leaves it, too: it may be shown on volumes of a pool.
     */
    private void undoTargets(CopyPolicy.Builder policy, Grouping.Draft draft) {
        Set<String> pools = new LinkedHashSet<>();
        Set<String> targets = new LinkedHashSet<>();
        if (!options.areForUndo()) {
            pools.addAll(UndoReservations.pools(options, draft.blade()));
            targets.addAll(mixed ? pairsOf(options.undoTargets(), draft) : options.undoTargets());
        }
        if (leavesToOthers(draft)) {
            pools.addAll(reserved.pools(draft.blade()));
            targets.addAll(reserved.targets(draft.blade()));
        } else if (!options.undoTargetPool(draft.blade()).isEmpty()) {
            policy.targetPool(options.undoTargetPool(draft.blade()));
        }
        policy.reservedPool(String.join(",", pools));
        policy.reservedTargets(List.copyOf(targets));
    }

    /** An undo copy for which nothing is reserved, or that needs no targets, is as any other backup. */
    private boolean leavesToOthers(Grouping.Draft draft) {
        return !options.areForUndo()
                || !draft.info().needsTargets()
                || options.undoTargetPool(draft.blade()).isEmpty()
                        && options.undoTargets().isEmpty();
    }

    private static List<String> pairsOf(List<String> pairs, Grouping.Draft draft) {
        Set<String> names = draft.members().stream()
                .flatMap(member -> FixedPair.namesOf(member.member().source()).stream())
                .collect(Collectors.toSet());
        return pairs.stream()
                .filter(pair -> names.contains(new FixedPair(pair).source()))
                .toList();
    }
}
