package org.copyblade.blade.flashcopy.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.array.CopyOption;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.Relation;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.CopyGroupId;

/** What forbids or endangers the copy of one pair. Pure: decides from one look at the storage. */
final class PairCheck {

    /** Documented. */
    static final int TARGETS_PER_SOURCE = 12;

    private final FlashSettings settings;
    private final StorageView view;
    private final FlashBinding binding;
    private final CopyGroupId group;
    private final Set<CopyGroupId> freed;
    private final List<BladeFinding> findings = new ArrayList<>();

    /**
     * A check against one look at the storage.
     *
     * @param binding of the plan: its options, and the group whose relations it takes over
     * @param freed groups that are withdrawn before this one is prepared: they are in nobody's way
     */
    PairCheck(
            FlashSettings settings, StorageView view, FlashBinding binding, CopyGroupId group, Set<CopyGroupId> freed) {
        this.settings = settings;
        this.view = view;
        this.binding = binding;
        this.group = group;
        this.freed = freed;
    }

    /** Everything about this source by itself. */
    List<BladeFinding> source(String member, VolumeId source, Optional<Pair> takenOver) {
        findings.clear();
        Optional<Volume> volume = view.volume(source);
        if (volume.isEmpty()) {
            error(Topic.SOURCE, member, "volume " + source + " does not exist", "look at the volumes of the system");
            return List.copyOf(findings);
        }
        if (!volume.get().state().equals("normal")) {
            error(
                    Topic.SOURCE,
                    member,
                    "volume " + source + " is in state " + volume.get().state(),
                    "repair the volume first");
        }
        if (settings.targets().contains(source)) {
            error(
                    Topic.SOURCE,
                    member,
                    "volume " + source + " is among the target volumes of the endpoint",
                    "take it out of 'target.volumes', if it holds data of a system");
        }
        if (!settings.rules().cascading()) {
            view.relations().into(source).ifPresent(into -> copiedTo(member, source, into));
        }
        List<Relation> others = others(source, takenOver);
        if (others.size() >= TARGETS_PER_SOURCE) {
            error(
                    Topic.LIMIT,
                    member,
                    "volume " + source + " has " + others.size() + " targets, and the storage allows "
                            + TARGETS_PER_SOURCE,
                    "withdraw an older copy, or keep fewer generations");
        }
        boolean recording = others.stream().anyMatch(Relation::recording);
        if (recording && records() && !settings.rules().multipleIncremental()) {
            error(
                    Topic.LIMIT,
                    member,
                    "volume " + source + " has an incremental relation already",
                    "make only one generation incremental, or set 'multiple.incremental' where the storage allows it");
        }
        return List.copyOf(findings);
    }

    /** How many copies of this source its limit of relations allows, the planned one included. */
    long left(VolumeId source, Optional<Pair> takenOver) {
        return Math.max(0, TARGETS_PER_SOURCE - others(source, takenOver).size());
    }

    /** The relations that the source keeps beside that of the planned copy. */
    private List<Relation> others(VolumeId source, Optional<Pair> takenOver) {
        return view.relations().from(source).stream()
                .filter(relation -> !takenOver.equals(Optional.of(relation.pair())))
                .filter(relation -> !isFreed(relation.pair().target()))
                .toList();
    }

    /** Everything about a target for this source. */
    List<BladeFinding> target(String member, Volume source, VolumeId id, Optional<Pair> takenOver) {
        findings.clear();
        Optional<Volume> volume = view.volume(id);
        if (!settings.targets().contains(id)) {
            error(
                    Topic.TARGET,
                    member,
                    "target " + id + " is not among the target volumes of the endpoint",
                    "add it to 'target.volumes', if it may be overwritten");
        }
        if (volume.isEmpty()) {
            error(Topic.TARGET, member, "target " + id + " does not exist", "create it, or name another target");
            return List.copyOf(findings);
        }
        Volume target = volume.get();
        if (!target.state().equals("normal")) {
            error(
                    Topic.TARGET,
                    member,
                    "target " + id + " is in state " + target.state(),
                    "repair it, or name another target");
        }
        kind(member, source, target);
        size(member, source, target);
        if (takenOver.isPresent()) {
            inherited(member, takenOver.get());
        } else {
            free(member, id);
        }
        return List.copyOf(findings);
    }

    private void kind(String member, Volume source, Volume target) {
        boolean same = source.storageType().equals(target.storageType())
                && source.dataType().equals(target.dataType());
        if (!same) {
            error(
                    Topic.FIT,
                    member,
                    "target " + target.id() + " is " + words(target) + ", its source is " + words(source),
                    "name a target of the same type");
        }
        boolean permitted = binding.options().contains(CopyOption.PERMIT_SPACE_EFFICIENT_TARGET);
        if (target.isSpaceEfficient() && !permitted) {
            error(
                    Topic.FIT,
                    member,
                    "target " + target.id() + " is space-efficient",
                    "name a thick target, or set space efficient to yes and the background copy to nocopy");
        }
    }

    private void size(String member, Volume source, Volume target) {
        if (target.capacityBytes() < source.capacityBytes()) {
            error(
                    Topic.FIT,
                    member,
                    "target " + target.id() + " has " + target.capacityBytes() + " bytes, its source "
                            + source.capacityBytes(),
                    "name a target at least as large as its source");
        } else if (target.capacityBytes() > source.capacityBytes() && target.isSpaceEfficient()) {
            error(
                    Topic.FIT,
                    member,
                    "target " + target.id() + " is space-efficient and larger than its source",
                    "name a target of the same size");
        } else if (target.capacityBytes() > source.capacityBytes()) {
            findings.add(BladeFinding.warning(
                            member,
                            "target " + target.id() + " is larger than its source: it cannot be copied back",
                            "name a target of the same size")
                    .about(Topic.FIT));
        }
    }

    /** What a restore has left, once it is copied back, is ended when this group is prepared. */
    private void copiedTo(String member, VolumeId source, Relation into) {
        if (view.leftByRestore(source).isEmpty()) {
            error(
                    Topic.SOURCE,
                    member,
                    "volume " + source + " is the target of relation " + into.pair(),
                    "withdraw that relation; a restore may be under way");
        } else if (!into.isCopied()) {
            error(
                    Topic.EARLIER_COPY,
                    member,
                    "volume " + source + " is still being copied back by relation " + into.pair() + ", "
                            + into.outOfSyncTracks() + " tracks are left",
                    "wait until the restore is through");
        }
    }

    private boolean isFreed(VolumeId target) {
        return view.markOf(target).filter(freed::contains).isPresent();
    }

    private void free(String member, VolumeId target) {
        if (isFreed(target)) {
            return;
        }
        Optional<CopyGroupId> mark = view.markOf(target);
        if (mark.isPresent() && !mark.get().equals(group)) {
            error(
                    Topic.OTHERS_DATA,
                    member,
                    "target " + target + " bears the mark of copy group " + mark.get(),
                    "withdraw that copy");
        }
        view.relations()
                .firstOf(target)
                .ifPresent(relation -> error(
                        Topic.EARLIER_COPY,
                        member,
                        "target " + target + " is in relation " + relation.pair(),
                        "withdraw that relation, or name another target"));
    }

    /** The relation of the older copy, which this one goes on with. */
    private void inherited(String member, Pair pair) {
        Optional<Relation> relation = view.relations().of(pair);
        Optional<CopyGroupId> mark = view.markOf(pair.target());
        boolean known = mark.equals(binding.predecessor()) || mark.equals(Optional.of(group));
        if (relation.isEmpty() || !known) {
            error(
                    Topic.EARLIER_COPY,
                    member,
                    "the older copy in relation " + pair + " is gone",
                    "make a full copy once: incremental no");
        } else if (!relation.get().recording()) {
            error(
                    Topic.EARLIER_COPY,
                    member,
                    "relation " + pair + " records no changes",
                    "make a full copy once, with incremental yes");
        }
    }

    private boolean records() {
        return binding.options().contains(CopyOption.RECORD_CHANGES);
    }

    private static String words(Volume volume) {
        return (volume.storageType() + " " + volume.dataType()).strip();
    }

    private void error(Topic topic, String member, String text, String hint) {
        findings.add(BladeFinding.error(member, text, hint).about(topic));
    }
}
