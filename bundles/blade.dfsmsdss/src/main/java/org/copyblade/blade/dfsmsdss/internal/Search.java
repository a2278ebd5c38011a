package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.jcl.CopyStyle;
import org.copyblade.blade.dfsmsdss.internal.jcl.FastReplication;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.zosmf.ZosmfException;

/**
 * Finds every group that has anything under our qualifiers, and every target volume that was left in pieces. The latter has
 * no binding: an operator must say when it can be used again.
 */
final class Search {

    private final Endpoint endpoint;
    private final Call call;

    Search(Endpoint endpoint, Call call) {
        this.endpoint = endpoint;
        this.call = call;
    }

    List<FoundCopy> copies() throws ZosmfException {
        List<FoundCopy> found = new ArrayList<>();
        for (Map.Entry<CopyGroupId, Optional<GroupMap>> entry :
                endpoint.maps(call).entrySet()) {
            found.add(group(entry.getKey(), entry.getValue()));
        }
        for (Volser volume : endpoint.spoiled(call)) {
            found.add(new FoundCopy(
                    endpoint.names().spoiled(volume).value(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return List.copyOf(found);
    }

    private FoundCopy group(CopyGroupId group, Optional<GroupMap> map) {
        // Of a group without a whole map no job was ever submitted: there is nothing but its names.
        DssBinding binding = map.map(GroupMap::binding)
                .orElseGet(() -> DssBinding.found(
                        Grain.DATA_SET, CopyStyle.plain(FastReplication.NONE, false), List.of(), List.of()));
        String targets = binding.copies().stream()
                .findFirst()
                .map(copy -> copy.target()
                        + (binding.copies().size() == 1
                                ? ""
                                : " and " + (binding.copies().size() - 1) + " more"))
                .orElse("no targets");
        return new FoundCopy(
                endpoint.names().map(group) + ": " + targets,
                Optional.of(group),
                Optional.empty(),
                Optional.of(BindingForm.write(binding)),
                Optional.empty());
    }
}
