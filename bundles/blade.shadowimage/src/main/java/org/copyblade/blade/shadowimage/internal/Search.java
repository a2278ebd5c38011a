package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.Stage;
import org.copyblade.blade.shadowimage.internal.array.Ldev;
import org.copyblade.blade.shadowimage.internal.array.LdevRanges;
import org.copyblade.blade.shadowimage.internal.array.MirrorGroup;
import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.FoundCopy;

/**
 * Finds every copy: one per copy group that is a group's of ours, one per other copy group with a target of ours, and one
 * per target of ours that is in a pair which no copy group shows. The latter two have no binding: nobody but an operator can
 * say whether they may be ended.
 */
final class Search {

    private final Endpoint endpoint;
    private final Call call;

    Search(Endpoint endpoint, Call call) {
        this.endpoint = endpoint;
        this.call = call;
    }

    List<FoundCopy> copies(CopyPolicy policy) throws RestException {
        String storage = endpoint.array().storageId(call);
        LdevRanges ours = endpoint.settings().targets();
        Set<Integer> fixed = FixedPairs.parse(policy.targets(), storage).all();
        Set<Integer> wanted = new HashSet<>(fixed);
        ours.ends().forEach(wanted::add);
        return found(endpoint.look(wanted, call), storage, ours, fixed);
    }

    /** Pure. */
    static List<FoundCopy> found(StorageView view, String storage, LdevRanges ours, Set<Integer> fixed) {
        List<FoundCopy> copies = new ArrayList<>();
        for (MirrorGroup group : view.groups()) {
            Optional<CopyGroupId> owner = view.look(group).owner();
            boolean touching =
                    group.pairs().stream().anyMatch(pair -> ours.contains(pair.svol()) || fixed.contains(pair.svol()));
            if (!group.isAbsent() && (owner.isPresent() || touching)) {
                copies.add(new FoundCopy(
                        where(storage, group),
                        owner,
                        Optional.empty(),
                        owner.map(found -> BindingForm.write(binding(storage, group))),
                        Optional.empty()));
            }
        }
        for (Ldev ldev : view.ldevs()) {
            boolean ourTarget = ours.contains(ldev.id()) || fixed.contains(ldev.id());
            boolean paired = ldev.is("MRCF") || ldev.is("HTI");
            if (ourTarget && paired && view.groupsOf(ldev.id()).isEmpty()) {
                copies.add(new FoundCopy(
                        storage + "/" + ldev.id() + " in a pair of no group",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
            }
        }
        return List.copyOf(copies);
    }

    private static ShadowBinding binding(String storage, MirrorGroup group) {
        boolean following = group.pairs().stream()
                .allMatch(pair -> pair.isInStep() || pair.pvolStatus().equals("COPY"));
        return ShadowBinding.of(
                storage,
                group.method(),
                following ? Stage.PREPARED : Stage.ESTABLISHED,
                group.name(),
                group.pairs().stream()
                        .map(pair -> new BoundPair(pair.pvol(), pair.svol()))
                        .toList(),
                group.pairs().get(0).mirrorUnit());
    }

    private static String where(String storage, MirrorGroup group) {
        MirrorPair first = group.pairs().get(0);
        String others =
                group.pairs().size() == 1 ? "" : " and " + (group.pairs().size() - 1) + " more";
        return storage + "/" + group.name() + ": " + first.svol() + others;
    }
}
