package org.copyblade.blade.timefinder.internal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;
import org.copyblade.blade.timefinder.internal.CloneBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.ClonePair;

/**
 * What is true of a group of clones, from one look at the array. Pure.
 *
 * <p>An image is one of the group only if an activation of it may have been sent: with a binding of before, the sessions keep
 * the image of the group that they were taken over from.
 */
final class CloneJudge {

    private final CloneBinding binding;
    private final CloneView view;

    CloneJudge(CloneBinding binding, CloneView view) {
        this.binding = binding;
        this.view = view;
    }

    CopyState state() {
        if (view.targets().isEmpty()) {
            return new CopyState.Absent();
        }
        if (view.older()) {
            return new CopyState.Preparing(0);
        }
        List<ClonePair> pairs = view.of(binding.pairs());
        if (binding.pairs().isEmpty() || pairs.size() < binding.pairs().size()) {
            return binding.isBeforeActivation()
                    ? new CopyState.Preparing(
                            50 * pairs.size() / Math.max(1, binding.pairs().size()))
                    : new CopyState.Failed(
                            "only " + pairs.size() + " of " + binding.pairs().size() + " sessions are there");
        }
        Optional<ClonePair> failed = pairs.stream().filter(ClonePair::isFailed).findFirst();
        if (failed.isPresent()) {
            return new CopyState.Failed(
                    "session " + failed.get() + " is in state " + failed.get().state());
        }
        long active = pairs.stream().filter(ClonePair::isActive).count();
        if (active == 0) {
            return before(pairs);
        }
        if (binding.isBeforeActivation()) {
            return new CopyState.Preparing(50);
        }
        return active == pairs.size()
                ? active(pairs)
                : new CopyState.Failed("only " + active + " of " + pairs.size() + " sessions are activated");
    }

    private CopyState before(List<ClonePair> pairs) {
        if (binding.stage() == Stage.ESTABLISHED) {
            return new CopyState.Failed("its sessions were re-created, and the image is gone");
        }
        return isReady(binding, pairs)
                ? new CopyState.Prepared()
                : new CopyState.Preparing(50
                        + (int) (49
                                * pairs.stream().filter(ClonePair::isPrecopied).count()
                                / pairs.size()));
    }

    /**
     * A clone may be activated while it is being copied. A mirror is split once it has been in step: of a source that is
     * written to, some tracks are always on their way, the split takes them into the image, and they arrive after it.
     */
    static boolean isReady(CloneBinding binding, List<ClonePair> pairs) {
        return pairs.stream().allMatch(ClonePair::isPrecopied)
                && (binding.method() == Method.CLONE
                        || binding.stage() == Stage.PREPARED
                        || pairs.stream().allMatch(pair -> pair.tracksLeft() <= binding.stepTracks()));
    }

    private CopyState active(List<ClonePair> pairs) {
        boolean restoring = binding.restore().isPresent()
                || pairs.stream().anyMatch(pair -> pair.isRestoring() || pair.isRestored());
        int whole = percent(pairs);
        if (restoring) {
            return new CopyState.Restoring(whole);
        }
        return whole == 100
                ? new CopyState.Established(binding.at(), Background.COPIED, OptionalInt.empty())
                : new CopyState.Established(binding.at(), Background.COPYING, OptionalInt.of(whole));
    }

    /** How many of the sessions are complete, and not how many tracks: the array shows no total. */
    static int percent(List<ClonePair> pairs) {
        long whole = pairs.stream()
                .filter(pair -> pair.isWhole() || pair.isRestored())
                .count();
        return (int) (100 * whole / Math.max(1, pairs.size()));
    }
}
