package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/** What forbids or endangers a copy on the side of its sources, whatever the method. Pure. */
final class SourceCheck {

    private final TimeFinderSettings settings;
    private final List<BladeFinding> findings = new ArrayList<>();

    SourceCheck(TimeFinderSettings settings) {
        this.settings = settings;
    }

    List<BladeFinding> findings() {
        return List.copyOf(findings);
    }

    /** The members whose source is a volume of this array, by name. */
    Map<String, VolumeId> sources(CopyGroup group) {
        Map<String, VolumeId> sources = new LinkedHashMap<>();
        for (CopyMember member : group.members()) {
            Optional<SourceId> source = SourceId.parse(member.source());
            if (source.isEmpty()) {
                error(
                        Topic.SOURCE,
                        member.name(),
                        "'" + member.source() + "' is no volume of a PowerMax",
                        "locate the volumes of the system anew");
            } else if (!source.get().system().equals(settings.array())) {
                error(
                        Topic.SAME_STORAGE,
                        member.name(),
                        "volume " + source.get() + " is not on array " + settings.array()
                                + ", which this endpoint drives",
                        "copy it through the endpoint of its own array");
            } else {
                sources.put(member.name(), source.get().volume());
            }
        }
        return sources;
    }

    void check(String member, VolumeId source, Optional<Volume> volume) {
        if (volume.isEmpty()) {
            error(Topic.SOURCE, member, "there is no volume " + source, "locate the volumes of the system anew");
            return;
        }
        if (volume.get().isLinkTarget()) {
            error(Topic.SOURCE, member, "volume " + source + " shows a snapshot of another volume", "unlink it first");
        }
        if (settings.targets().contains(source)) {
            error(
                    Topic.SOURCE,
                    member,
                    "volume " + source + " is one of 'target.volumes', which are overwritten",
                    "take it out of 'target.volumes' of the endpoint");
        }
        String status = volume.get().status();
        if (!status.isEmpty() && !status.equalsIgnoreCase("Ready")) {
            findings.add(BladeFinding.warning(
                            member,
                            "volume " + source + " is in status '" + status + "'",
                            "look at the volume in Unisphere")
                    .about(Topic.SOURCE));
        }
    }

    /** A storage group is made for one emulation; that it takes others too is (unconfirmed). */
    void oneEmulation(Collection<Volume> volumes) {
        List<String> emulations =
                volumes.stream().map(Volume::emulation).distinct().sorted().toList();
        if (emulations.size() > 1) {
            error(
                    Topic.CAPABILITY,
                    "members",
                    "volumes of " + String.join(" and ", emulations) + " do not go into one storage group",
                    "back them up by profiles of their own");
        }
    }

    private void error(Topic topic, String subject, String text, String hint) {
        findings.add(BladeFinding.error(subject, text, hint).about(topic));
    }
}
