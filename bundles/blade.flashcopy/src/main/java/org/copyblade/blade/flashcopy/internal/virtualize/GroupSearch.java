package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.flashcopy.internal.virtualize.GroupBinding.Stage;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.FoundCopy;

/**
 * Finds every copy: one for each group whose mark a consistency group bears, and one for each other mapping onto one of our
 * targets. The latter has no binding: nobody but an operator can say whether it may be ended. Pure.
 */
final class GroupSearch {
    private GroupSearch() {}

    static List<FoundCopy> found(ClusterView view, String system, VolumeNames ours) {
        Set<String> marked = new TreeSet<>();
        view.groups().forEach(name -> GroupMark.read(name).ifPresent(group -> marked.add(group.value())));
        List<FoundCopy> copies = new ArrayList<>();
        marked.forEach(group -> copies.add(group(view, system, new CopyGroupId(group))));
        view.mappings().stream()
                .filter(mapping -> view.byId(mapping.target())
                        .filter(target -> ours.contains(target.name()))
                        .isPresent())
                .filter(mapping -> GroupMark.read(mapping.group()).isEmpty())
                .forEach(mapping -> copies.add(new FoundCopy(
                        system + "/mapping " + mapping.id(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
        return List.copyOf(copies);
    }

    private static FoundCopy group(ClusterView view, String system, CopyGroupId group) {
        List<FlashMapping> members = view.in(GroupMark.copy(group));
        boolean established = members.stream().anyMatch(FlashMapping::isEstablished);
        GroupBinding binding = GroupBinding.found(
                system,
                established ? Stage.ESTABLISHED : Stage.PREPARED,
                members.stream().map(view::pairOf).toList(),
                members.stream().mapToInt(FlashMapping::copyRate).max().orElse(0));
        return new FoundCopy(
                system + "/" + GroupMark.copy(group),
                Optional.of(group),
                Optional.empty(),
                Optional.of(GroupBindingForm.write(binding)),
                Optional.empty());
    }
}
