package org.copyblade.blade.flashcopy.internal.virtualize;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.copyblade.blade.flashcopy.internal.FlashFault;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.virtualize.GroupBinding.RestoreNote;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;

/**
 * Copies back through mappings of its own, one step. The steps are noted in the binding before they are taken, and each looks
 * first what is done already, so that any of them may be repeated:
 *
 * <pre>
 *   (waiting)   until the copies are complete; those without background copy get one; and until no other copy is being filled
 *               from these members, such as the one that was made to undo the restore
 *   clearing    removes the mappings by which an earlier restore, of this copy or of another, has copied back
 *   starting    makes a mapping from each target to its source and starts them at one instant; what was stopped since is
 *               started anew
 * </pre>
 *
 * <p>Done once they are started: the source is usable at once, its copy goes on in the background, and the backup stays. That
 * a system would also restore from a copy that is not complete is (unconfirmed), so it is not asked to.
 */
final class GroupRestorer {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofSeconds(1);

    private final ClusterEndpoint endpoint;
    private final CopyGroup group;
    private final GroupBinding binding;
    private final Call call;
    private final String back;

    GroupRestorer(ClusterEndpoint endpoint, CopyGroup group, GroupBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
        this.back = GroupMark.back(group.id());
    }

    /** @param sources unique ids of what is restored */
    Advance step(Set<String> sources) throws BladeException, RestException {
        ClusterView view = endpoint.look(call);
        requireCopy(view);
        Optional<RestoreNote> note =
                binding.restore().filter(noted -> noted.sources().equals(sources));
        if (note.isEmpty()) {
            return begin(sources, view);
        }
        return note.get().cleared() ? start(sources, view) : clear(sources, view);
    }

    private void requireCopy(ClusterView view) throws BladeException {
        CopyState state = new GroupJudge(binding, group.id(), view).state();
        if (!(state instanceof CopyState.Established || state instanceof CopyState.Restoring)) {
            throw FlashFault.STATE.error(
                    "cannot restore " + group.id() + ": it is not established but " + state,
                    "ask for the state of the copy");
        }
    }

    private Advance begin(Set<String> sources, ClusterView view) throws RestException {
        List<FlashMapping> copying = binding.of(sources).stream()
                .flatMap(pair -> view.in(GroupMark.copy(group.id()), pair).stream())
                .filter(mapping -> !mapping.isCopied())
                .toList();
        if (!copying.isEmpty()) {
            endpoint.each(
                    copying.stream().filter(mapping -> mapping.copyRate() == 0).toList(), mapping -> endpoint.cluster()
                            .pace(mapping.id(), endpoint.settings().copyRate(), call));
            return new Advance.Continues(GroupBindingForm.write(binding), GroupJudge.percent(copying) / 2, LATER);
        }
        List<FlashMapping> others = view.filledFrom(sources);
        if (!others.isEmpty()) {
            return new Advance.Continues(GroupBindingForm.write(binding), GroupJudge.percent(others) / 2, LATER);
        }
        return noted(false, sources, 50);
    }

    private Advance clear(Set<String> sources, ClusterView view) throws RestException {
        Set<FlashMapping> earlier = new LinkedHashSet<>(view.copyingBackTo(sources));
        // One of another member would be started again with those of this restore.
        earlier.addAll(view.in(back));
        if (earlier.stream().anyMatch(FlashMapping::isActive)) {
            return waiting(earlier);
        }
        endpoint.each(List.copyOf(earlier), mapping -> endpoint.cluster().removeMapping(mapping.id(), call));
        return noted(earlier.isEmpty(), sources, 60);
    }

    /** One that was prepared and never started would wait for ever. */
    private Advance waiting(Set<FlashMapping> earlier) throws RestException {
        Set<String> running = groupsOf(
                earlier, mapping -> mapping.isCopying() || mapping.status().equals("stopping"));
        Set<String> idle = groupsOf(earlier, FlashMapping::isActive);
        idle.removeAll(running);
        for (String name : idle) {
            endpoint.cluster().stop(name, call);
        }
        return new Advance.Continues(GroupBindingForm.write(binding), 50, running.isEmpty() ? SOON : LATER);
    }

    private static Set<String> groupsOf(Set<FlashMapping> mappings, Predicate<FlashMapping> which) {
        return mappings.stream().filter(which).map(FlashMapping::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private Advance start(Set<String> sources, ClusterView view) throws BladeException, RestException {
        List<UidPair> pairs =
                binding.of(sources).stream().map(UidPair::reversed).toList();
        List<FlashMapping> made =
                pairs.stream().flatMap(pair -> view.in(back, pair).stream()).toList();
        if (made.size() < pairs.size()) {
            make(view, pairs);
            return noted(true, sources, 80);
        }
        if (made.stream().anyMatch(mapping -> mapping.status().equals("stopping"))) {
            return noted(true, sources, 80);
        }
        if (made.stream().anyMatch(mapping -> mapping.isActive() && !mapping.isEstablished())) {
            // A start that was cut off, or refused: back to where it can begin anew.
            endpoint.cluster().stop(back, call);
            return noted(true, sources, 80);
        }
        if (made.stream().anyMatch(mapping -> !mapping.isEstablished())) {
            endpoint.cluster().startRestore(back, call);
            return noted(true, sources, 90);
        }
        return new Advance.Done(GroupBindingForm.write(binding.restoring(Optional.empty())));
    }

    private void make(ClusterView view, List<UidPair> pairs) throws BladeException, RestException {
        for (UidPair pair : pairs) {
            if (view.byUid(pair.source()).isEmpty() || view.byUid(pair.target()).isEmpty()) {
                throw FlashFault.VOLUME.error(
                        "cannot restore " + group.id() + ": volume " + pair.source() + " or " + pair.target()
                                + " does not exist any more",
                        "restore the other members, or from another backup");
            }
        }
        if (!view.hasGroup(back)) {
            endpoint.cluster().makeGroup(back, call);
        }
        endpoint.each(
                pairs.stream().filter(pair -> view.in(back, pair).isEmpty()).toList(), pair -> endpoint.cluster()
                        .makeMapping(
                                view.byUid(pair.source()).orElseThrow().id(),
                                view.byUid(pair.target()).orElseThrow().id(),
                                back,
                                endpoint.settings().copyRate(),
                                call));
    }

    private Advance noted(boolean cleared, Set<String> sources, int percent) {
        return new Advance.Continues(
                GroupBindingForm.write(binding.restoring(Optional.of(new RestoreNote(cleared, sources)))),
                percent,
                SOON);
    }
}
