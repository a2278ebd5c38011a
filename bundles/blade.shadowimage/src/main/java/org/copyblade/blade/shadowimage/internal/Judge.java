package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.Stage;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;

/**
 * What is true of a group, from one look at its copy group. Pure.
 *
 * <p>A split pair is an image of the point in time only if a split of this group may have been sent: with a binding of
 * before, the pairs keep the image of an older group, or somebody else has split them.
 */
final class Judge {

    private final ShadowBinding binding;
    private final CopyGroupId group;
    private final GroupLook look;

    Judge(ShadowBinding binding, CopyGroupId group, GroupLook look) {
        this.binding = binding;
        this.group = group;
        this.look = look;
    }

    CopyState state() {
        if (look.group().isAbsent() || !look.isOf(group)) {
            return new CopyState.Absent();
        }
        List<MirrorPair> pairs = new ArrayList<>();
        for (BoundPair bound : binding.pairs()) {
            look.group()
                    .of(bound.pvol())
                    .filter(pair -> pair.svol() == bound.svol())
                    .ifPresent(pairs::add);
        }
        boolean before = binding.stage() == Stage.PLANNED || binding.stage() == Stage.CREATING;
        if (pairs.size() < binding.pairs().size()) {
            return before
                    ? new CopyState.Preparing(
                            100 * pairs.size() / binding.pairs().size())
                    : new CopyState.Failed(
                            "only " + pairs.size() + " of " + binding.pairs().size() + " pairs are there");
        }
        Optional<MirrorPair> bad =
                pairs.stream().filter(MirrorPair::isSuspended).findFirst();
        if (bad.isPresent()) {
            return new CopyState.Failed(
                    "pair " + bad.get() + " is in status " + bad.get().statuses());
        }
        Optional<MirrorPair> back =
                pairs.stream().filter(MirrorPair::isRestoring).findFirst();
        if (back.isPresent() && isOfAnotherRestore()) {
            return new CopyState.Failed("pair " + back.get() + " is in status "
                    + back.get().statuses()
                    + ", and its target follows its source until the restore that has begun this splits it again");
        }
        if (binding.restore().isPresent() || back.isPresent()) {
            return new CopyState.Restoring(percent(pairs));
        }
        if (!binding.usedUp().isEmpty()) {
            return new CopyState.Failed("the copy was used up by its restore");
        }
        return before ? beforeSplit(pairs) : afterSplit(pairs);
    }

    /** Whether what is copied back is nothing that this binding knows of; one that has used its copy up may go on behind it. */
    private boolean isOfAnotherRestore() {
        return binding.method() == Method.PAIR
                && binding.restore().isEmpty()
                && binding.usedUp().isEmpty();
    }

    private CopyState beforeSplit(List<MirrorPair> pairs) {
        if (pairs.stream().allMatch(MirrorPair::isInStep)) {
            return new CopyState.Prepared();
        }
        Optional<MirrorPair> split = pairs.stream().filter(MirrorPair::isSplit).findFirst();
        if (split.isPresent() && binding.predecessor().isEmpty()) {
            return new CopyState.Failed(
                    "pair " + split.get() + " was split by somebody else before the group was prepared");
        }
        return new CopyState.Preparing(split.isPresent() ? 0 : percent(pairs));
    }

    private CopyState afterSplit(List<MirrorPair> pairs) {
        if (pairs.stream().allMatch(MirrorPair::isSplit)) {
            return established(pairs);
        }
        if (pairs.stream().allMatch(MirrorPair::isInStep) && binding.stage() == Stage.PREPARED) {
            return new CopyState.Prepared();
        }
        MirrorPair other =
                pairs.stream().filter(pair -> !pair.isSplit()).findFirst().orElseThrow();
        return new CopyState.Failed(
                "pair " + other + " is in status " + other.statuses() + " and keeps no image of the point in time");
    }

    private CopyState established(List<MirrorPair> pairs) {
        if (!binding.evidence().doubt().isEmpty()) {
            return new CopyState.Failed(binding.evidence().doubt());
        }
        if (binding.method() == Method.THIN_IMAGE) {
            return new CopyState.Established(binding.at(), Background.DEPENDENT, OptionalInt.empty());
        }
        return pairs.stream().allMatch(MirrorPair::isCopied)
                ? new CopyState.Established(binding.at(), Background.COPIED, OptionalInt.empty())
                : new CopyState.Established(binding.at(), Background.COPYING, OptionalInt.of(percent(pairs)));
    }

    /** Of all pairs, rounded down; 100 only when nothing is left. */
    static int percent(List<MirrorPair> pairs) {
        long sum = pairs.stream()
                .mapToInt(pair -> pair.isInStep() || pair.isCopied() ? 100 : Math.min(99, pair.rate()))
                .sum();
        return pairs.isEmpty() ? 0 : (int) (sum / pairs.size());
    }
}
