package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.ClonePair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/** What forbids or endangers a restore of clones. Pure: decides from one look at the array. */
final class CloneRestoreCheck {

    private final CopyGroup group;
    private final CloneBinding binding;
    private final CloneView view;
    private final Set<VolumeId> snapped;
    private final List<BladeFinding> findings = new ArrayList<>();

    /** @param snapped volumes that have snapshots, of whatever name */
    CloneRestoreCheck(CopyGroup group, CloneBinding binding, CloneView view, Set<VolumeId> snapped) {
        this.group = group;
        this.binding = binding;
        this.view = view;
        this.snapped = Set.copyOf(snapped);
    }

    List<BladeFinding> findings(Set<VolumeId> sources) {
        CopyState state = new CloneJudge(binding, view).state();
        if (!(state instanceof CopyState.Established) && !(state instanceof CopyState.Restoring)) {
            return List.of(BladeFinding.error(
                    group.id().value(), "the copy is not established but " + state, "restore from another backup"));
        }
        Map<VolumeId, BoundPair> bySource = binding.bySource();
        for (CopyMember member : group.members()) {
            SourceId.parse(member.source())
                    .map(SourceId::volume)
                    .filter(sources::contains)
                    .flatMap(source -> Optional.ofNullable(bySource.get(source)))
                    .ifPresent(pair -> check(member.name(), pair));
        }
        return List.copyOf(findings);
    }

    private void check(String member, BoundPair pair) {
        if (snapped.contains(pair.source())) {
            // Sites take snapshots of their own all the time, and nobody's restore is to fail by a guess.
            findings.add(BladeFinding.warning(
                            member,
                            "volume " + pair.source()
                                    + " has a snapshot, and the array may refuse to copy a clone back beside it (unconfirmed)",
                            "if the restore is refused for it, end the snapshot and repeat the restore")
                    .about(Topic.EARLIER_COPY));
        }
        view.of(pair)
                .filter(session -> !session.isWhole() && !session.isRestoring() && !session.isRestored())
                .ifPresent(session -> findings.add(BladeFinding.warning(
                        member,
                        "clone " + session + " is not copied completely; the restore waits for it",
                        "wait until the background copy is complete")));
        view.from(pair.source()).stream()
                .filter(other -> !other.target().equals(pair.target()))
                .filter(other -> !other.isWhole())
                .forEach(other -> findings.add(error(member, other)));
    }

    /** A source that changes as a whole would take from its snapshots what they share with it; (unconfirmed). */
    static BladeFinding besideOurSnapshot(String group) {
        return BladeFinding.error(
                        group,
                        "a snapshot of today's state would be in the way of copying the clones back (unconfirmed)",
                        "restore without one, or set the method of the profile to 'clone' with 'undo.targets'")
                .about(Topic.EARLIER_COPY);
    }

    /** That it forbids the restore is (unconfirmed). */
    private static BladeFinding error(String member, ClonePair other) {
        return BladeFinding.error(
                        member,
                        "clone " + other + " of the same volume is in state " + other.state()
                                + ", and is to be complete before its source is copied back (unconfirmed)",
                        "wait until it is copied, or withdraw that copy")
                .about(Topic.EARLIER_COPY);
    }
}
