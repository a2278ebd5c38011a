package org.copyblade.blade.flashcopy.internal.virtualize;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.FlashFault;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.virtualize.GroupBinding.Stage;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;

/**
 * Ends a copy, one step: waits for a reverse copy under way, stops what copies, removes mappings and the groups last. A late
 * command of the group names a group or mappings that are not there then, so nothing has to be waited for.
 */
final class GroupWithdrawal {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofSeconds(1);

    private final ClusterEndpoint endpoint;
    private final CopyGroup group;
    private final GroupBinding binding;
    private final Call call;

    GroupWithdrawal(ClusterEndpoint endpoint, CopyGroup group, GroupBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Advance step() throws BladeException, RestException {
        ClusterView view = endpoint.look(call);
        refuseStrays(view);
        String back = GroupMark.back(group.id());
        List<FlashMapping> reverse = view.in(back);
        if (reverse.stream()
                .anyMatch(mapping -> mapping.isCopying() || mapping.status().equals("stopping"))) {
            // Ended before it is complete, it would leave the source in pieces.
            return continues(GroupJudge.percent(reverse) / 2, LATER);
        }
        for (String name : List.of(back, GroupMark.copy(group.id()))) {
            if (view.hasGroup(name)) {
                return end(view, name);
            }
        }
        return new Advance.Done(GroupBindingForm.write(binding));
    }

    private Advance end(ClusterView view, String name) throws BladeException, RestException {
        List<FlashMapping> members = view.in(name);
        refuseClones(view, members);
        List<FlashMapping> active =
                members.stream().filter(FlashMapping::isActive).toList();
        if (active.stream().anyMatch(mapping -> !mapping.status().equals("stopping"))) {
            endpoint.cluster().stop(name, call);
        }
        if (!active.isEmpty()) {
            return continues(60, SOON);
        }
        endpoint.each(members, mapping -> endpoint.cluster().removeMapping(mapping.id(), call));
        endpoint.cluster().removeGroup(name, call);
        return continues(90, Duration.ZERO);
    }

    /** Mappings of the group that somebody has taken out of it: whose they are now, nobody can say here. */
    private void refuseStrays(ClusterView view) throws BladeException {
        Set<UidPair> own = Set.copyOf(binding.pairs());
        Optional<FlashMapping> stray = view.in("").stream()
                .filter(mapping -> binding.stage() == Stage.ESTABLISHED)
                .filter(mapping -> own.contains(view.pairOf(mapping)))
                .findFirst();
        if (stray.isPresent()) {
            throw FlashFault.TAKEN.error(
                    "cannot withdraw " + group.id() + ": mapping " + stray.get().id()
                            + " is in no consistency group any more",
                    "remove the mapping on the system if the copy is not needed",
                    Recovery.ASK_OPERATOR);
        }
    }

    /** A target that somebody else copies, as from a backup to a clone, is still needed. */
    private void refuseClones(ClusterView view, List<FlashMapping> members) throws BladeException {
        List<String> ours = List.of(GroupMark.copy(group.id()), GroupMark.back(group.id()));
        Set<String> targets = new HashSet<>();
        members.forEach(mapping -> targets.add(mapping.target()));
        boolean copies = !members.isEmpty() && members.get(0).group().equals(ours.get(0));
        Optional<FlashMapping> clone = view.mappings().stream()
                .filter(mapping -> copies && targets.contains(mapping.source()))
                .filter(mapping -> !ours.contains(mapping.group()) && mapping.isActive())
                .findFirst();
        if (clone.isPresent()) {
            throw FlashFault.TAKEN.error(
                    "cannot withdraw " + group.id() + ": a target is itself copied by mapping "
                            + clone.get().id(),
                    "wait until that mapping has copied everything, or remove it",
                    Recovery.ASK_OPERATOR);
        }
    }

    private Advance continues(int percent, Duration pause) {
        return new Advance.Continues(GroupBindingForm.write(binding), percent, pause);
    }
}
