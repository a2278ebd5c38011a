package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.array.Paired;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/** What forbids or endangers the clone of one pair. Pure: decides from one look at the array. */
final class CloneCheck {

    private final TimeFinderSettings settings;
    private final Paired paired;
    private final Set<CopyGroupId> givingWay;

    /** @param givingWay groups whose targets are or will be this one's: its own, those withdrawn before, its predecessor */
    CloneCheck(TimeFinderSettings settings, Paired paired, Set<CopyGroupId> givingWay) {
        this.settings = settings;
        this.paired = paired;
        this.givingWay = Set.copyOf(givingWay);
    }

    /** Whether a volume can become a target, beside its type and size. */
    boolean isFree(Volume volume) {
        Optional<CopyGroupId> owner = Mark.ownerOf(volume);
        return !volume.isLinkTarget() && owner.map(givingWay::contains).orElse(!paired.contains(volume.id()));
    }

    Optional<BladeFinding> source(String member, VolumeId source) {
        return paired.targets().contains(source)
                ? Optional.of(error(
                        Topic.SOURCE,
                        member,
                        "volume " + source + " is the target of a clone",
                        "copies of copies are not made; copy the source of that clone"))
                : Optional.empty();
    }

    /** Everything about a target for this source. */
    List<BladeFinding> target(String member, Volume source, VolumeId id, Optional<Volume> volume) {
        List<BladeFinding> findings = new ArrayList<>();
        if (!settings.targets().contains(id)) {
            findings.add(error(
                    Topic.TARGET,
                    member,
                    "target " + id + " is not among 'target.volumes' of the endpoint",
                    "add it to 'target.volumes', if it may be overwritten"));
        }
        if (volume.isEmpty()) {
            findings.add(error(
                    Topic.TARGET, member, "there is no target " + id, "create the volume, or name another target"));
            return findings;
        }
        Volume target = volume.get();
        if (!target.emulation().equals(source.emulation()) || target.cylinders() < source.cylinders()) {
            findings.add(error(
                    Topic.FIT,
                    member,
                    "target " + id + " is " + target.emulation() + " of " + target.cylinders()
                            + " cylinders, its source " + source.emulation() + " of " + source.cylinders(),
                    "name a target of the same type, and at least as large"));
        } else if (target.cylinders() > source.cylinders()) {
            findings.add(BladeFinding.warning(
                            member,
                            "target " + id
                                    + " is larger than its source: whether it can be copied back is (unconfirmed)",
                            "name a target of the same size")
                    .about(Topic.FIT));
        }
        if (!isFree(target)) {
            findings.add(inUse(member, target));
        }
        return findings;
    }

    private static BladeFinding inUse(String member, Volume target) {
        Optional<CopyGroupId> owner = Mark.ownerOf(target);
        if (owner.isPresent()) {
            return error(
                    Topic.OTHERS_DATA,
                    member,
                    "target " + target.id() + " is one of copy group " + owner.get(),
                    "withdraw that copy");
        }
        return error(
                Topic.EARLIER_COPY,
                member,
                "target " + target.id() + (target.isLinkTarget() ? " shows a snapshot" : " is in a clone session"),
                "end that copy, or name another target");
    }

    private static BladeFinding error(Topic topic, String member, String text, String hint) {
        return BladeFinding.error(member, text, hint).about(topic);
    }
}
