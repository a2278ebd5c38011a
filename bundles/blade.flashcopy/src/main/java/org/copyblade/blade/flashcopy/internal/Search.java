package org.copyblade.blade.flashcopy.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.copyblade.blade.flashcopy.internal.FlashBinding.Stage;
import org.copyblade.blade.flashcopy.internal.array.CopyOption;
import org.copyblade.blade.flashcopy.internal.array.Relation;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.flashcopy.internal.array.VolumeRanges;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.FoundCopy;

/**
 * Finds every copy on our target units: one per group whose mark they bear, and one per relation that bears none. The
 * latter has no binding: nobody but an operator can say whether it may be ended.
 */
final class Search {

    private final Endpoint endpoint;
    private final Call call;

    Search(Endpoint endpoint, Call call) {
        this.endpoint = endpoint;
        this.call = call;
    }

    List<FoundCopy> copies(CopyPolicy policy) throws RestException {
        String system = endpoint.array().systemId(call);
        VolumeRanges ours = endpoint.settings().targets();
        Set<VolumeId> fixed = FixedPairs.parse(policy.targets(), system).all();
        Set<String> subsystems = new TreeSet<>(ours.subsystems());
        fixed.forEach(target -> subsystems.add(target.lss()));
        return found(endpoint.look(subsystems, call), system, ours, fixed);
    }

    /** Pure. */
    static List<FoundCopy> found(StorageView view, String system, VolumeRanges ours, Set<VolumeId> fixed) {
        Map<String, List<Volume>> marked = new TreeMap<>();
        for (Volume volume : view.volumes()) {
            view.markOf(volume.id())
                    .ifPresent(group -> marked.computeIfAbsent(group.value(), unused -> new ArrayList<>())
                            .add(volume));
        }
        List<FoundCopy> copies = new ArrayList<>();
        marked.forEach((group, volumes) -> copies.add(group(view, system, new CopyGroupId(group), volumes)));
        view.relations().all().stream()
                .filter(relation -> isOurs(relation.pair().target(), ours, fixed)
                        || isOurs(relation.pair().source(), ours, fixed))
                .filter(relation -> view.markOf(relation.pair().target()).isEmpty()
                        && view.markOf(relation.pair().source()).isEmpty())
                .forEach(relation -> copies.add(new FoundCopy(
                        system + "/" + relation.pair(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
        return List.copyOf(copies);
    }

    private static boolean isOurs(VolumeId volume, VolumeRanges ours, Set<VolumeId> fixed) {
        return ours.contains(volume) || fixed.contains(volume);
    }

    private static FoundCopy group(StorageView view, String system, CopyGroupId group, List<Volume> volumes) {
        List<VolumeId> targets = volumes.stream()
                .map(Volume::id)
                .sorted(Comparator.naturalOrder())
                .toList();
        List<BoundPair> pairs = new ArrayList<>();
        Set<CopyOption> options = EnumSet.of(CopyOption.PERSISTENT);
        boolean related = false;
        for (VolumeId target : targets) {
            Optional<Relation> into = view.relations().into(target);
            Optional<VolumeId> source = into.map(relation -> relation.pair().source())
                    .or(() -> view.relations().from(target).stream()
                            .map(relation -> relation.pair().target())
                            .findFirst());
            related |= source.isPresent();
            into.ifPresent(relation -> note(relation, options));
            pairs.add(new BoundPair(source, target, ""));
        }
        Stage stage = related ? Stage.ESTABLISHED : Stage.PREPARED;
        FlashBinding binding = FlashBinding.found(system, stage, pairs, options);
        return new FoundCopy(
                where(system, targets),
                Optional.of(group),
                Optional.empty(),
                Optional.of(BindingForm.write(binding)),
                Optional.empty());
    }

    private static void note(Relation relation, Set<CopyOption> options) {
        if (!relation.backgroundCopy()) {
            options.add(CopyOption.NO_BACKGROUND_COPY);
        }
        if (relation.recording()) {
            options.add(CopyOption.RECORD_CHANGES);
        }
    }

    private static String where(String system, List<VolumeId> targets) {
        String others = targets.size() == 1 ? "" : " and " + (targets.size() - 1) + " more";
        return system + "/" + targets.get(0) + others;
    }
}
