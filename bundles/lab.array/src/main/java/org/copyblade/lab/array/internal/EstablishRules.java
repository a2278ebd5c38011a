package org.copyblade.lab.array.internal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.Extent;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.SystemSeed.ReversePair;
import org.copyblade.lab.array.Volume;

/**
 * Decides what a request to establish makes of the relations there are. Changes nothing but its own picture, in which the
 * pairs of one request see those before them. Used by one thread.
 */
final class EstablishRules {

    /** Where numbers and the time of day come from. */
    interface Source {
        long nextNumber();

        long epochMs();
    }

    private final SystemSeed settings;
    private final Function<String, Optional<Volume>> volumes;
    private final ToIntFunction<StoredRelation> pending;
    private final Source source;
    private final Map<String, List<StoredRelation>> bySource = new HashMap<>();
    private final Map<String, List<StoredRelation>> byTarget = new HashMap<>();

    /**
     * @param relations that there are now
     * @param pending how many tracks of a relation are still to be copied
     */
    EstablishRules(
            SystemSeed settings,
            Function<String, Optional<Volume>> volumes,
            List<StoredRelation> relations,
            ToIntFunction<StoredRelation> pending,
            Source source) {
        this.settings = settings;
        this.volumes = volumes;
        this.pending = pending;
        this.source = source;
        relations.forEach(this::add);
    }

    /** The relation that the pair becomes; its id is that of one there is if it takes its place. */
    StoredRelation establish(PairRequest pair, Set<CopyOption> asked) throws ArrayException {
        Set<CopyOption> options = asked;
        if (asked.contains(CopyOption.MIRROR)) {
            requireMirrorOptions(pair, asked);
            options = EnumSet.copyOf(asked);
            options.add(CopyOption.PERSISTENT);
            options.add(CopyOption.RECORD_CHANGES);
        }
        StoredRelation made = isReverse(options) ? reversed(pair, options) : forward(pair, options);
        add(made);
        return made;
    }

    private static boolean isReverse(Set<CopyOption> options) {
        return options.contains(CopyOption.REVERSE_RESTORE) || options.contains(CopyOption.FAST_REVERSE_RESTORE);
    }

    private static void requireMirrorOptions(PairRequest pair, Set<CopyOption> options) throws ArrayException {
        boolean contradicting = isReverse(options)
                || options.contains(CopyOption.NO_BACKGROUND_COPY)
                || options.contains(CopyOption.FREEZE)
                || pair.sourceExtent().isPresent();
        if (contradicting) {
            throw new ArrayException(
                    Reason.INVALID,
                    "pair " + pair.source() + ":" + pair.target()
                            + ": a mirror pair is of whole volumes, copied in the background, without freeze or restore");
        }
    }

    private StoredRelation forward(PairRequest pair, Set<CopyOption> options) throws ArrayException {
        Volume from = volume(pair.source());
        Volume to = volume(pair.target());
        Extent fromExtent = pair.sourceExtent().orElse(new Extent(0, from.tracks()));
        Extent toExtent = new Extent(pair.sourceExtent().isEmpty() ? 0 : pair.targetFirst(), fromExtent.tracks());
        requireFit(from, fromExtent, to, toExtent, pair.sourceExtent().isEmpty(), options);
        requireNoMirror(from, to);
        requireNoPrimary(to, options);
        Optional<StoredRelation> before = same(from, fromExtent, to, toExtent);
        if (before.isPresent() && before.get().has(CopyOption.MIRROR)) {
            throw new ArrayException(
                    Reason.VOLUME_IN_RELATION, "pair " + from.id() + ":" + to.id() + " is a mirror pair already");
        }
        if (before.isPresent() && before.get().recordsChanges() && !before.get().failed()) {
            requireNoPendingDependents(to, toExtent, before.get());
            remove(before.get());
            return next(
                    before.get(),
                    before.get().source(),
                    fromExtent,
                    before.get().target(),
                    toExtent,
                    options,
                    false);
        }
        requireTargetFree(to, toExtent);
        requireSourceFree(from, fromExtent, options);
        requireDirection(from, fromExtent, to, toExtent);
        long number = source.nextNumber();
        return new StoredRelation(
                number, number, null, from.id(), fromExtent, to.id(), toExtent, options, 1, source.epochMs(), false);
    }

    private StoredRelation reversed(PairRequest pair, Set<CopyOption> options) throws ArrayException {
        boolean current = settings.reversePair() == ReversePair.CURRENT;
        Volume from = volume(current ? pair.source() : pair.target());
        Volume to = volume(current ? pair.target() : pair.source());
        StoredRelation before = bySource.getOrDefault(from.id(), List.of()).stream()
                .filter(it -> it.target().equals(to.id()))
                .filter(it -> pair.sourceExtent().isEmpty()
                        || pair.sourceExtent().get().equals(it.sourceExtent()))
                .findFirst()
                .orElseThrow(() -> new ArrayException(
                        Reason.RELATION_UNKNOWN, "there is no relation " + from.id() + ":" + to.id() + " to reverse"));
        requireNoMirror(to, from);
        requireNoPrimary(from, options);
        if (before.failed()) {
            throw new ArrayException(Reason.TARGET_UNUSABLE, "relation " + from.id() + ":" + to.id() + " has failed");
        }
        if (!options.contains(CopyOption.FAST_REVERSE_RESTORE) && pending.applyAsInt(before) > 0) {
            throw new ArrayException(
                    Reason.COPY_INCOMPLETE,
                    "relation " + from.id() + ":" + to.id() + " has " + pending.applyAsInt(before)
                            + " tracks that are not copied");
        }
        remove(before);
        try {
            if (pending.applyAsInt(before) > 0) {
                // Its own copies would read tracks through it that it does not get any more.
                requireNoPendingDependents(to, before.targetExtent(), null);
            }
            requireTargetFree(from, before.sourceExtent());
            requireSourceFree(to, before.targetExtent(), options);
            requireDirection(to, before.targetExtent(), from, before.sourceExtent());
        } catch (ArrayException refusal) {
            add(before);
            throw refusal;
        }
        EnumSet<CopyOption> kept = EnumSet.noneOf(CopyOption.class);
        kept.addAll(options);
        kept.remove(CopyOption.REVERSE_RESTORE);
        kept.remove(CopyOption.FAST_REVERSE_RESTORE);
        return next(before, to.id(), before.targetExtent(), from.id(), before.sourceExtent(), kept, true);
    }

    private StoredRelation next(
            StoredRelation before,
            String from,
            Extent fromExtent,
            String to,
            Extent toExtent,
            Set<CopyOption> options,
            boolean reversed) {
        return new StoredRelation(
                before.id(),
                source.nextNumber(),
                new StoredRelation.Basis(before.map(), before.recordsChanges(), reversed),
                from,
                fromExtent,
                to,
                toExtent,
                options,
                before.sequence() + 1,
                source.epochMs(),
                false);
    }

    private void requireFit(
            Volume from, Extent fromExtent, Volume to, Extent toExtent, boolean whole, Set<CopyOption> options)
            throws ArrayException {
        String pair = from.id() + ":" + to.id();
        if (from.id().equals(to.id()) && (whole || fromExtent.overlaps(toExtent))) {
            throw new ArrayException(Reason.MISFIT, "pair " + pair + " copies a volume onto itself");
        }
        if (from.emulation() != to.emulation()) {
            throw new ArrayException(
                    Reason.MISFIT, "pair " + pair + ": " + from.emulation() + " does not copy to " + to.emulation());
        }
        boolean inside = fromExtent.first() + fromExtent.tracks() <= from.tracks()
                && toExtent.first() + toExtent.tracks() <= to.tracks();
        if (!inside) {
            throw new ArrayException(
                    Reason.MISFIT,
                    "pair " + pair + ": the target has " + to.tracks() + " tracks, the source " + from.tracks());
        }
        if (whole && to.spaceEfficient() && to.tracks() != from.tracks()) {
            throw new ArrayException(
                    Reason.MISFIT, "pair " + pair + ": a space-efficient target must have the size of its source");
        }
        if (to.spaceEfficient() && !options.contains(CopyOption.PERMIT_SPACE_EFFICIENT_TARGET)) {
            throw new ArrayException(
                    Reason.SPACE_EFFICIENT_TARGET, "pair " + pair + ": the target is space-efficient without leave");
        }
    }

    /**
     * What follows another volume has no content of its own that could be copied, and what is followed must not change as
     * a whole: its followers would have to be told, at one instant with the change.
     */
    private void requireNoMirror(Volume from, Volume to) throws ArrayException {
        for (StoredRelation relation : byTarget.getOrDefault(from.id(), List.of())) {
            if (relation.has(CopyOption.MIRROR)) {
                throw new ArrayException(
                        Reason.VOLUME_IN_RELATION,
                        "volume " + from.id() + " follows " + relation.source() + "; split the pair first");
            }
        }
        for (StoredRelation relation : bySource.getOrDefault(to.id(), List.of())) {
            if (relation.has(CopyOption.MIRROR)) {
                throw new ArrayException(
                        Reason.VOLUME_IN_RELATION,
                        "volume " + to.id() + " is followed by " + relation.target() + "; split the pair first");
            }
        }
    }

    /** What is copied onto a primary goes to its remote secondary too, which not everybody wants. */
    private void requireNoPrimary(Volume to, Set<CopyOption> options) throws ArrayException {
        if (settings.mirrorPrimaries().contains(to.id()) && !options.contains(CopyOption.ALLOW_MIRROR_PRIMARY)) {
            throw new ArrayException(
                    Reason.VOLUME_IN_RELATION, "volume " + to.id() + " is the primary of a remote mirror");
        }
    }

    private void requireTargetFree(Volume to, Extent extent) throws ArrayException {
        for (StoredRelation relation : byTarget.getOrDefault(to.id(), List.of())) {
            if (relation.targetExtent().overlaps(extent)) {
                throw new ArrayException(
                        Reason.TARGET_TAKEN,
                        "volume " + to.id() + " is the target of " + relation.source() + " already");
            }
        }
    }

    private void requireSourceFree(Volume from, Extent extent, Set<CopyOption> options) throws ArrayException {
        List<StoredRelation> others = bySource.getOrDefault(from.id(), List.of()).stream()
                .filter(it -> it.sourceExtent().overlaps(extent))
                .filter(it -> !ImageVolumes.isImage(it.target()))
                .toList();
        if (others.size() >= settings.maximumTargets()) {
            throw new ArrayException(
                    Reason.TOO_MANY_TARGETS,
                    "volume " + from.id() + " has " + others.size() + " targets, which is the limit");
        }
        if (options.contains(CopyOption.RECORD_CHANGES)
                && !settings.multipleIncremental()
                && others.stream().anyMatch(StoredRelation::recordsChanges)) {
            throw new ArrayException(
                    Reason.INCREMENTAL_TAKEN, "volume " + from.id() + " has an incremental relation already");
        }
    }

    private void requireDirection(Volume from, Extent fromExtent, Volume to, Extent toExtent) throws ArrayException {
        boolean fromIsTarget = byTarget.getOrDefault(from.id(), List.of()).stream()
                .anyMatch(it -> it.targetExtent().overlaps(fromExtent));
        boolean toIsSource = bySource.getOrDefault(to.id(), List.of()).stream()
                .anyMatch(it -> it.sourceExtent().overlaps(toExtent));
        if (!settings.cascading() && (fromIsTarget || toIsSource)) {
            throw new ArrayException(
                    Reason.CASCADING,
                    "volume " + (fromIsTarget ? from.id() : to.id())
                            + " would be source and target, and the system does not cascade");
        }
        if (isCopiedFrom(from.id(), to.id())) {
            throw new ArrayException(
                    Reason.CASCADING, "volume " + from.id() + " is copied from " + to.id() + ", however far away");
        }
        requireNoPendingDependents(to, toExtent, null);
    }

    private boolean isCopiedFrom(String volume, String origin) {
        return byTarget.getOrDefault(volume, List.of()).stream()
                .anyMatch(it -> it.source().equals(origin) || isCopiedFrom(it.source(), origin));
    }

    /** A copy that still reads from this volume would lose its point in time when all of it changes at once. */
    private void requireNoPendingDependents(Volume to, Extent extent, StoredRelation except) throws ArrayException {
        for (StoredRelation relation : bySource.getOrDefault(to.id(), List.of())) {
            if (relation != except
                    && !relation.failed()
                    && relation.sourceExtent().overlaps(extent)
                    && pending.applyAsInt(relation) > 0) {
                throw new ArrayException(
                        Reason.VOLUME_IN_RELATION,
                        "volume " + to.id() + " is still being copied to " + relation.target());
            }
        }
    }

    private Optional<StoredRelation> same(Volume from, Extent fromExtent, Volume to, Extent toExtent) {
        return bySource.getOrDefault(from.id(), List.of()).stream()
                .filter(it -> it.target().equals(to.id())
                        && it.sourceExtent().equals(fromExtent)
                        && it.targetExtent().equals(toExtent))
                .findFirst();
    }

    private Volume volume(String id) throws ArrayException {
        return volumes.apply(id)
                .orElseThrow(() -> new ArrayException(Reason.VOLUME_UNKNOWN, "there is no volume " + id));
    }

    private void add(StoredRelation relation) {
        bySource.computeIfAbsent(relation.source(), it -> new ArrayList<>()).add(relation);
        byTarget.computeIfAbsent(relation.target(), it -> new ArrayList<>()).add(relation);
    }

    private void remove(StoredRelation relation) {
        bySource.get(relation.source()).remove(relation);
        byTarget.get(relation.target()).remove(relation);
    }
}
