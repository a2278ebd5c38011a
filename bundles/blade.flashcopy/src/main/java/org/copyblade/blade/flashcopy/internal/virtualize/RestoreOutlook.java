package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyState;

/** What stands in the way of a restore, and what makes it wait. Pure. */
final class RestoreOutlook {
    private RestoreOutlook() {}

    static List<BladeFinding> findings(CopyGroupId group, GroupBinding binding, ClusterView view, Set<String> sources) {
        List<BladeFinding> findings = new ArrayList<>();
        CopyState state = new GroupJudge(binding, group, view).state();
        if (!(state instanceof CopyState.Established || state instanceof CopyState.Restoring)) {
            findings.add(BladeFinding.error(
                    group.value(), "the copy is not established but " + state, "restore from another backup"));
        }
        Map<String, List<FlashMapping>> back = view.copyingBackTo(sources).stream()
                .collect(Collectors.groupingBy(mapping -> view.pairOf(mapping).target()));
        for (UidPair pair : binding.of(sources)) {
            if (view.byUid(pair.source()).isEmpty()) {
                findings.add(BladeFinding.error(
                        pair.source(), "the volume does not exist any more", "restore the other members"));
            }
            beside(group, pair, view, findings);
            inPieces(pair, back.getOrDefault(pair.source(), List.of()), view, findings);
            boolean waits = view.in(GroupMark.copy(group), pair)
                    .filter(mapping -> !mapping.isCopied())
                    .isPresent();
            if (waits) {
                findings.add(BladeFinding.note(
                        pair.source(), "the restore waits until the background copy of this volume is complete"));
            }
        }
        boolean restoring = view.copyingBackTo(sources).stream().anyMatch(FlashMapping::isActive);
        if (restoring) {
            findings.add(BladeFinding.note(group.value(), "the restore waits until the one under way is complete"));
        }
        return findings;
    }

    /** A copy that never is complete reads from the sources as long as it is there. */
    static List<BladeFinding> beside(CopyGroupId group, CopyPolicy before) {
        return before.backgroundCopy() == BackgroundCopy.NOCOPY
                ? List.of(BladeFinding.warning(
                        group.value(),
                        "a copy made before without background copy reads from these volumes; whether the system restores them"
                                + " nevertheless is (unconfirmed)",
                        "copy with background copy, or restore with --no-undo"))
                : List.of();
    }

    /** What a restore was that was broken off; this one makes the volume whole. */
    private static void inPieces(UidPair pair, List<FlashMapping> back, ClusterView view, List<BladeFinding> findings) {
        back.stream()
                .filter(FlashMapping::isStopped)
                .forEach(stopped -> findings.add(BladeFinding.warning(
                        pair.source(),
                        "mapping " + stopped.id() + " of consistency group " + stopped.group()
                                + " was stopped while it copied back, and has left volume "
                                + view.byUid(pair.source()).map(Vdisk::name).orElse("") + " in pieces",
                        "restore this copy or another one of the volume")));
    }

    /** Another mapping of the source that still reads from it. */
    private static void beside(CopyGroupId group, UidPair pair, ClusterView view, List<BladeFinding> findings) {
        view.byUid(pair.source()).stream()
                .flatMap(source -> view.of(source).stream())
                .filter(other -> view.pairOf(other).source().equals(pair.source()))
                .filter(other -> !other.group().equals(GroupMark.copy(group)))
                .filter(other -> other.isEstablished() && !other.isCopied())
                .map(other -> reading(pair, other))
                .forEach(findings::add);
    }

    private static BladeFinding reading(UidPair pair, FlashMapping other) {
        String mapping = "mapping " + other.id() + " of consistency group " + other.group();
        return other.isBeingFilled()
                ? BladeFinding.note(
                        pair.source(), "the restore waits until " + mapping + ", which reads from it, has copied it")
                : BladeFinding.warning(
                        pair.source(),
                        mapping
                                + " reads from this volume; whether the system restores it nevertheless is (unconfirmed)",
                        "wait until that mapping is copied, or withdraw that copy if the restore is refused");
    }
}
