package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.virtualize.GroupBinding.Stage;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;

/**
 * What is true of a group, from one look at the storage. Pure.
 *
 * <p>The consistency group says whose the mappings are; the mappings say how far they are. A group is started as a whole, so
 * mappings of which some have a point in time and some have none are no copy. What became of a mapping that copies back says
 * nothing about the copy: it is whole since before, and all that a source in pieces can be restored from.
 */
final class GroupJudge {
    private final GroupBinding binding;
    private final CopyGroupId group;
    private final ClusterView view;

    GroupJudge(GroupBinding binding, CopyGroupId group, ClusterView view) {
        this.binding = binding;
        this.group = group;
        this.view = view;
    }

    CopyState state() {
        if (!view.hasGroup(GroupMark.copy(group))) {
            return stray().<CopyState>map(mapping -> new CopyState.Failed(
                            "mapping " + mapping.id() + " is there, but the consistency group of the copy is not"))
                    .orElseGet(CopyState.Absent::new);
        }
        List<FlashMapping> members = members();
        boolean established = !members.isEmpty() && members.stream().allMatch(FlashMapping::isEstablished);
        if (members.size() < binding.pairs().size()) {
            return binding.stage() == Stage.ESTABLISHED || established
                    ? new CopyState.Failed(
                            "only " + members.size() + " of " + binding.pairs().size() + " mappings are there")
                    : new CopyState.Preparing(
                            90 * members.size() / binding.pairs().size());
        }
        return established ? established(members) : notEstablished(members);
    }

    /** The mappings of the binding's pairs that the group has. */
    List<FlashMapping> members() {
        List<FlashMapping> members = new ArrayList<>();
        for (UidPair pair : binding.pairs()) {
            view.in(GroupMark.copy(group), pair).ifPresent(members::add);
        }
        return members;
    }

    /** A mapping of an established group that is in no group any more. */
    private Optional<FlashMapping> stray() {
        Set<UidPair> own = Set.copyOf(binding.pairs());
        return view.in("").stream()
                .filter(mapping -> binding.stage() == Stage.ESTABLISHED)
                .filter(mapping -> own.contains(view.pairOf(mapping)))
                .findFirst();
    }

    private CopyState notEstablished(List<FlashMapping> members) {
        if (members.stream().allMatch(mapping -> mapping.status().equals("prepared"))) {
            return new CopyState.Prepared();
        }
        Optional<FlashMapping> stopped =
                members.stream().filter(FlashMapping::isStopped).findFirst();
        boolean mixed = members.stream().anyMatch(FlashMapping::isEstablished);
        if (binding.stage() != Stage.PLANNED && (stopped.isPresent() || mixed)) {
            return new CopyState.Failed(
                    stopped.map(mapping -> "mapping " + mapping.id() + " is stopped, and its target unusable")
                            .orElse("not all of its mappings have a point in time"));
        }
        return new CopyState.Preparing(95);
    }

    private CopyState established(List<FlashMapping> members) {
        List<FlashMapping> back = view.in(GroupMark.back(group));
        if (binding.restore().isPresent() || back.stream().anyMatch(FlashMapping::isActive)) {
            return new CopyState.Restoring(percent(back));
        }
        if (members.stream().allMatch(FlashMapping::isCopied)) {
            return new CopyState.Established(binding.at(), Background.COPIED, OptionalInt.empty());
        }
        boolean dependent = members.stream().anyMatch(mapping -> !mapping.isCopied() && mapping.copyRate() == 0);
        return dependent
                ? new CopyState.Established(binding.at(), Background.DEPENDENT, OptionalInt.empty())
                : new CopyState.Established(binding.at(), Background.COPYING, OptionalInt.of(percent(members)));
    }

    /** In the middle of all mappings; 100 only when nothing is left. */
    static int percent(List<FlashMapping> mappings) {
        int sum = mappings.stream().mapToInt(FlashMapping::progress).sum();
        return mappings.isEmpty() ? 0 : sum / mappings.size();
    }
}
