package org.copyblade.manager.internal.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.copies.GroupIds;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.GroupRecord.MemberRecord;
import org.copyblade.manager.internal.plan.Grouping.Draft;
import org.copyblade.manager.internal.run.Failure;

/** Lets the blades plan the groups of one backup, one after the other. For one thread. */
final class GroupPlanning {

    private static final Duration LOOK = Duration.ofSeconds(30);

    private final BladeCalls blades;
    private final GroupIds ids;
    private final Policies policies;
    private final LastTime lastTime;
    private final List<GroupRecord> groups = new ArrayList<>();
    private final Set<String> goneOnFrom = new HashSet<>();
    private final List<Room.Left> room = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    GroupPlanning(BladeCalls blades, GroupIds ids, Policies policies, LastTime lastTime) {
        this.blades = blades;
        this.ids = ids;
        this.policies = policies;
        this.lastTime = lastTime;
    }

    /** The groups so far, with the bindings of their plans. */
    List<GroupRecord> groups() {
        return List.copyOf(groups);
    }

    /** The older groups that these go on from. */
    Set<String> goneOnFrom() {
        return Set.copyOf(goneOnFrom);
    }

    /** What the storage has left for those of these groups that need something new. */
    List<Room.Left> room() {
        return List.copyOf(room);
    }

    /** What the blades have found. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Plans one more group. */
    void plan(Draft draft) throws Failure {
        CopyGroup group = new CopyGroup(
                nextId(),
                draft.members().stream().map(Grouping.DraftMember::member).toList());
        CopyPlan plan = plan(draft, group);
        for (BladeFinding finding : plan.findings()) {
            Finding found = BladeFindings.ofPlan(finding, group.members());
            findings.add(policies.areMixed() ? BladeFindings.naming(draft.blade(), found) : found);
        }
        if (!plan.isPossible()) {
            policies.keptByOthers(draft).stream()
                    .filter(finding -> !findings.contains(finding))
                    .forEach(findings::add);
        }
        groups.add(record(draft, group.id(), plan));
    }

    private CopyGroupId nextId() throws Failure {
        try {
            return ids.next();
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /** One that cannot go on from the older copy copies everything, where that helps, and says so. */
    private CopyPlan plan(Draft draft, CopyGroup group) throws Failure {
        CopyPolicy policy = policies.of(draft);
        CopyPlan plan = ask(draft, group, policy);
        if (policy.predecessor().isEmpty()) {
            return needingRoom(draft, plan);
        }
        String older = policy.predecessor().orElseThrow().group().value();
        if (plan.isPossible()) {
            goneOnFrom.add(older);
            findings.add(goesOn(older));
            return plan;
        }
        if (policy.incremental() == CopyPolicy.Incremental.YES) {
            CopyPlan afresh = ask(draft, group, policies.afresh(draft));
            if (afresh.isPossible()) {
                findings.add(copiesEverything(older, plan));
                return needingRoom(draft, afresh);
            }
        }
        return plan;
    }

    private CopyPlan needingRoom(Draft draft, CopyPlan plan) {
        if (plan.isPossible()) {
            room.add(new Room.Left(draft.blade(), plan.headroom()));
        }
        return plan;
    }

    private CopyPlan ask(Draft draft, CopyGroup group, CopyPolicy policy) throws Failure {
        return blades.call(
                draft.blade(),
                "plan copy group " + group.id(),
                LOOK,
                Interest.ALWAYS,
                (blade, call) -> blade.plan(group, policy, call));
    }

    private static Finding goesOn(String older) {
        return new Finding(
                Check.INCREMENTAL.number(),
                Finding.Severity.NOTE,
                "incremental",
                "only what has changed since copy group " + older + " is copied, onto its targets; that copy ends",
                "");
    }

    private static Finding copiesEverything(String older, CopyPlan refused) {
        String why = refused.findings().stream()
                .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                .map(finding -> finding.subject() + " " + finding.text())
                .findFirst()
                .orElse("the blade does not say why");
        return new Finding(
                Check.INCREMENTAL.number(),
                Finding.Severity.WARNING,
                "incremental",
                "everything is copied once, for copy group " + older + " cannot be gone on from: " + why,
                "the next backup copies changes only again");
    }

    private GroupRecord record(Draft draft, CopyGroupId id, CopyPlan plan) {
        Map<String, PlannedCopy> copies = plan.copies().stream()
                .collect(Collectors.toMap(PlannedCopy::member, Function.identity(), (first, other) -> first));
        List<MemberRecord> members = new ArrayList<>();
        for (Grouping.DraftMember member : draft.members()) {
            Optional<PlannedCopy> copy =
                    Optional.ofNullable(copies.get(member.member().name()));
            members.add(new MemberRecord(
                    member.member(),
                    copy.map(PlannedCopy::target).orElse(""),
                    member.dataSets(),
                    copy.flatMap(PlannedCopy::technique)));
        }
        long estimated = plan.copies().stream()
                .mapToLong(copy -> copy.estimatedMicros().orElse(0))
                .sum();
        boolean host = plan.copies().stream().anyMatch(copy -> copy.method() == CopyMethod.HOST);
        return new GroupRecord(
                id.value(),
                draft.blade().technology(),
                draft.blade().endpoint(),
                draft.order(),
                members,
                host ? CopyMethod.HOST : CopyMethod.FAST,
                estimated == 0 ? lastTime.micros(draft) : estimated,
                plan.holds(),
                plan.binding(),
                GroupRecord.State.PLANNED);
    }
}
