package org.copyblade.blade.flashcopy.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.Relation;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;

/** What forbids or endangers a restore. Pure: decides from one look at the storage. */
final class RestoreCheck {

    private final FlashSettings settings;
    private final CopyGroup group;
    private final FlashBinding binding;
    private final StorageView view;
    private final List<BladeFinding> findings = new ArrayList<>();

    RestoreCheck(FlashSettings settings, CopyGroup group, FlashBinding binding, StorageView view) {
        this.settings = settings;
        this.group = group;
        this.binding = binding;
        this.view = view;
    }

    List<BladeFinding> findings(Set<VolumeId> sources) {
        CopyState state = new Judge(binding, group.id(), view).state();
        if (!(state instanceof CopyState.Established) && !(state instanceof CopyState.Restoring)) {
            findings.add(BladeFinding.error(
                    group.id().value(), "the copy is not established but " + state, "restore from another backup"));
            return List.copyOf(findings);
        }
        Map<VolumeId, BoundPair> bySource = binding.bySource();
        for (CopyMember member : group.members()) {
            SourceId.parse(member.source())
                    .map(SourceId::volume)
                    .filter(sources::contains)
                    .flatMap(source -> Optional.ofNullable(bySource.get(source)))
                    .flatMap(BoundPair::pair)
                    .ifPresent(pair -> check(member.name(), pair));
        }
        if (Restorer.isFast(Restorer.mode(settings), binding.options())) {
            findings.add(BladeFinding.warning(
                    group.id().value(),
                    "the restore uses the copy up: it cannot be restored a second time",
                    "keep another backup of the same time, if there is one"));
        }
        return List.copyOf(findings);
    }

    private void check(String member, Pair pair) {
        if (binding.usedUp().contains(pair.source())) {
            findings.add(BladeFinding.error(
                    member, "the copy of volume " + pair.source() + " was used up", "restore from another backup"));
        }
        for (InTheWay other : InTheWay.of(pair, view, settings.rules().cascading())) {
            findings.add(inTheWay(member, pair, other));
        }
        sizes(member, pair);
        Optional<Relation> relation = view.relations().of(pair);
        boolean waits = relation.filter(found -> !found.isCopied()).isPresent()
                && !Restorer.isFast(Restorer.mode(settings), binding.options());
        if (waits) {
            findings.add(BladeFinding.warning(
                    member,
                    "the background copy of " + pair + " is not complete; the restore waits for it",
                    "set 'restore.mode' of the endpoint to fast, which begins at once and uses the copy up"));
        }
    }

    private BladeFinding inTheWay(String member, Pair pair, InTheWay other) {
        Relation relation = other.relation();
        boolean restored = relation.pair().target().equals(pair.source());
        return switch (other.fate()) {
            case AWAITED ->
                BladeFinding.warning(
                        member,
                        (restored ? "the copy back by relation " : "the background copy of ") + relation.pair()
                                + " is not complete; the restore waits for it",
                        restored ? "wait until it is" : "wait until it is, or withdraw that copy");
            case ENDED ->
                BladeFinding.note(
                        member,
                        "relation " + relation.pair() + whose(relation) + " is ended; its copy needs it no more");
            case FORBIDS ->
                restored
                        ? BladeFinding.error(
                                member,
                                "volume " + pair.source() + " is the target of relation " + relation.pair(),
                                "withdraw that relation first")
                        : BladeFinding.error(
                                member,
                                "volume " + pair.source() + " is also the source of relation " + relation.pair()
                                        + whose(relation),
                                "withdraw that copy first, or restore from it");
        };
    }

    private String whose(Relation relation) {
        return view.markOf(relation.pair().target())
                .or(() -> view.markOf(relation.pair().source()))
                .map(owner -> " of copy group " + owner)
                .orElse("");
    }

    private void sizes(String member, Pair pair) {
        Optional<Volume> source = view.volume(pair.source());
        Optional<Volume> target = view.volume(pair.target());
        boolean differ = source.isPresent()
                && target.isPresent()
                && source.get().capacityBytes() != target.get().capacityBytes();
        if (differ) {
            findings.add(BladeFinding.error(
                    member,
                    "volumes " + pair.source() + " and " + pair.target() + " differ in size",
                    "copy the data back on the host"));
        }
    }
}
