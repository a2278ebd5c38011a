package org.copyblade.blade.flashcopy.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.copyblade.blade.flashcopy.internal.FlashBinding.Stage;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.Relation;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;

/**
 * What is true of a group, from one look at the storage. Pure.
 *
 * <p>The marks of the targets say whose the relations are; the relations say how far the copy is. A relation that was
 * there before, taken over from an older copy, proves nothing about a new point in time: until an establish was answered
 * such a group is only prepared.
 */
final class Judge {

    private final FlashBinding binding;
    private final CopyGroupId group;
    private final StorageView view;

    Judge(FlashBinding binding, CopyGroupId group, StorageView view) {
        this.binding = binding;
        this.group = group;
        this.view = view;
    }

    CopyState state() {
        List<BoundPair> marked = binding.pairs().stream()
                .filter(pair -> view.bears(pair.target(), group))
                .toList();
        if (marked.isEmpty()) {
            return strangers()
                    .<CopyState>map(pair -> new CopyState.Failed(
                            "relation " + pair + " is there, but its target does not bear the mark of the group"))
                    .orElseGet(CopyState.Absent::new);
        }
        long related =
                marked.stream().filter(pair -> relationOf(pair).isPresent()).count();
        boolean sent = binding.stage() == Stage.ESTABLISHED;
        if (marked.size() < binding.pairs().size()) {
            boolean preparing = !sent && (related == 0 || binding.predecessor().isPresent());
            return preparing
                    ? new CopyState.Preparing(
                            100 * marked.size() / binding.pairs().size())
                    : new CopyState.Failed("only " + marked.size() + " of "
                            + binding.pairs().size() + " targets bear the mark of the group");
        }
        if (!sent && (related == 0 || binding.predecessor().isPresent())) {
            return prepared(related);
        }
        return related(marked);
    }

    /** Relations of an established group whose targets no group claims. */
    private Optional<Pair> strangers() {
        if (binding.stage() != Stage.ESTABLISHED) {
            return Optional.empty();
        }
        return binding.knownPairs().stream()
                .filter(pair -> view.markOf(pair.target()).isEmpty())
                .filter(pair -> view.relations().of(pair).isPresent()
                        || view.relations().of(pair.reversed()).isPresent())
                .findFirst();
    }

    private CopyState prepared(long related) {
        boolean gone =
                binding.predecessor().isPresent() && related < binding.pairs().size();
        return gone ? new CopyState.Failed("the relations of the older copy are gone") : new CopyState.Prepared();
    }

    private CopyState related(List<BoundPair> pairs) {
        List<Relation> relations = new ArrayList<>();
        int whole = 0;
        for (BoundPair pair : pairs) {
            relationOf(pair).ifPresent(relations::add);
            whole += relationOf(pair).isEmpty() && isWhole(pair) ? 1 : 0;
        }
        if (relations.size() + whole < pairs.size() && binding.restore().isEmpty()) {
            return new CopyState.Failed(
                    relations.isEmpty()
                            ? "its relations are gone"
                            : "only " + relations.size() + " of " + pairs.size() + " pairs are established");
        }
        Optional<Relation> bad =
                relations.stream().filter(relation -> !relation.isGood()).findFirst();
        if (bad.isPresent()) {
            return new CopyState.Failed("relation " + bad.get().pair() + " is in state '"
                    + bad.get().state() + "'");
        }
        List<Relation> back = relations.stream().filter(this::isReversed).toList();
        if (binding.restore().isPresent() || back.stream().anyMatch(relation -> !relation.isCopied())) {
            return new CopyState.Restoring(percent(back));
        }
        if (!binding.usedUp().isEmpty()) {
            return new CopyState.Failed("the copy was used up by its restore");
        }
        return established(relations);
    }

    private CopyState established(List<Relation> relations) {
        boolean dependent =
                relations.stream().anyMatch(relation -> !relation.backgroundCopy() && !isReversed(relation));
        boolean copied = relations.stream().allMatch(Relation::isCopied);
        if (dependent) {
            return new CopyState.Established(binding.at(), Background.DEPENDENT, OptionalInt.empty());
        }
        return copied
                ? new CopyState.Established(binding.at(), Background.COPIED, OptionalInt.empty())
                : new CopyState.Established(binding.at(), Background.COPYING, OptionalInt.of(percent(relations)));
    }

    /** What is copied, or was restored, needs no relation any more, and another restore or a later copy may have ended it. */
    private boolean isWhole(BoundPair pair) {
        boolean usedUp = pair.source().filter(binding.usedUp()::contains).isPresent();
        boolean restored = pair.source().filter(binding.restored()::contains).isPresent();
        return !usedUp
                && (restored || view.isWhole(pair.target()))
                && view.relations().into(pair.target()).isEmpty();
    }

    /** The relation of a pair in either direction. */
    private Optional<Relation> relationOf(BoundPair bound) {
        return bound.pair().flatMap(pair -> view.relations().of(pair).or(() -> view.relations()
                .of(pair.reversed())));
    }

    private boolean isReversed(Relation relation) {
        return view.bears(relation.pair().source(), group);
    }

    /** Of the tracks of all targets, rounded down; 100 only when nothing is left. */
    int percent(List<Relation> relations) {
        long left = relations.stream().mapToLong(Relation::outOfSyncTracks).sum();
        long all = relations.stream().mapToLong(this::tracks).sum();
        if (left == 0 && !relations.isEmpty()) {
            return 100;
        }
        return all == 0 ? 0 : (int) Math.max(0, Math.min(99, 100 - (100 * left + all - 1) / all));
    }

    private long tracks(Relation relation) {
        VolumeId ours = isReversed(relation)
                ? relation.pair().source()
                : relation.pair().target();
        return view.volume(ours).map(Volume::tracks).orElse(0L);
    }
}
