package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.timefinder.internal.CloneBinding.RestoreNote;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.ClonePair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Copies clones back, one step. The steps are noted in the binding before they are taken, and each looks first what is done
 * already, so that any of them may be repeated:
 *
 * <pre>
 *   (waiting)   until the images are whole on the targets
 *   copying     restores, and waits until all is copied back
 *   splitting   splits the sessions, so that they can be re-created and restored again
 * </pre>
 *
 * <p>A request is about all sessions between two storage groups: for some members, groups of those are made and deleted again.
 */
final class CloneRestorer {

    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration LATER = Duration.ofMillis(200);

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final CloneBinding binding;
    private final Call call;

    CloneRestorer(Endpoint endpoint, CopyGroup group, CloneBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Advance step(Set<VolumeId> sources) throws BladeException, RestException {
        CloneView view = endpoint.look(group.id(), binding, call);
        CopyState state = new CloneJudge(binding, view).state();
        if (!(state instanceof CopyState.Established) && !(state instanceof CopyState.Restoring)) {
            throw TimeFinderFault.STATE.error(
                    "cannot restore " + group.id() + ": it is " + state,
                    "look at the array; restore from another backup",
                    Recovery.ASK_OPERATOR);
        }
        List<BoundPair> bound = binding.pairs().stream()
                .filter(pair -> sources.contains(pair.source()))
                .toList();
        List<ClonePair> pairs = view.of(bound);
        Optional<RestoreNote> note =
                binding.restore().filter(noted -> noted.sources().equals(sources));
        if (note.isEmpty()) {
            return begin(sources, pairs, view.of(binding.pairs()));
        }
        boolean all = sources.size() == binding.pairs().size();
        if (!all && !made(bound)) {
            return continues(binding, 35, SOON);
        }
        return note.get().splitting() ? split(pairs, all) : copy(sources, pairs, all);
    }

    /** What an earlier restore has left open is ended first, of whatever members it was. */
    private Advance begin(Set<VolumeId> sources, List<ClonePair> pairs, List<ClonePair> all)
            throws BladeException, RestException {
        boolean busy = all.stream().anyMatch(ClonePair::isRestoring);
        if (busy
                || new Splitting(endpoint, group.id(), call).step(all)
                || !pairs.stream().allMatch(ClonePair::isWhole)) {
            return continues(binding, CloneJudge.percent(pairs) / 3, LATER);
        }
        return continues(binding.restoring(Optional.of(new RestoreNote(false, sources))), 33, SOON);
    }

    /** Whether the storage groups of some members are complete. */
    private boolean made(List<BoundPair> bound) throws BladeException, RestException {
        return new Splitting(endpoint, group.id(), call)
                .made(
                        bound.stream().map(BoundPair::source).toList(),
                        bound.stream().map(BoundPair::target).toList());
    }

    private Advance copy(Set<VolumeId> sources, List<ClonePair> pairs, boolean all) throws RestException {
        if (pairs.stream().allMatch(ClonePair::isRestored)) {
            return continues(binding.restoring(Optional.of(new RestoreNote(true, sources))), 90, SOON);
        }
        if (pairs.stream().anyMatch(ClonePair::isWhole)) {
            endpoint.array().clones().restore(sourceGroup(all), targetGroup(all), call);
            return continues(binding, 40, SOON);
        }
        return continues(binding, 40 + CloneJudge.percent(pairs) / 2, LATER);
    }

    private Advance split(List<ClonePair> pairs, boolean all) throws RestException {
        if (pairs.stream().anyMatch(ClonePair::isRestored)) {
            endpoint.array().clones().split(sourceGroup(all), targetGroup(all), call);
            return continues(binding, 95, SOON);
        }
        if (!all) {
            endpoint.array().deleteGroup(Mark.ofRestored(group.id()), call);
            endpoint.array().deleteGroup(Mark.ofRestoredTargets(group.id()), call);
        }
        return new Advance.Done(CloneBindingForm.write(binding.restoring(Optional.empty())));
    }

    private String sourceGroup(boolean all) {
        return all ? Mark.of(group.id()) : Mark.ofRestored(group.id());
    }

    private String targetGroup(boolean all) {
        return all ? Mark.ofTargets(group.id()) : Mark.ofRestoredTargets(group.id());
    }

    private static Advance continues(CloneBinding newest, int percent, Duration pause) {
        return new Advance.Continues(CloneBindingForm.write(newest), percent, pause);
    }
}
