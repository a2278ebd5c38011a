package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyGroupId;

/** What keeps a pair from being mapped. Pure. */
final class MappingCheck {
    /** Mappings that one source may have; documented. */
    static final int MAPPINGS_PER_SOURCE = 256;

    private final VolumeNames ours;
    private final ClusterView view;
    private final CopyGroupId group;

    MappingCheck(VolumeNames ours, ClusterView view, CopyGroupId group) {
        this.ours = ours;
        this.view = view;
        this.group = group;
    }

    List<BladeFinding> source(String member, String uid) {
        List<BladeFinding> findings = new ArrayList<>();
        Optional<Vdisk> source = view.byUid(uid);
        if (source.isEmpty()) {
            findings.add(BladeFinding.error(
                    member, "volume " + uid + " does not exist", "locate the volumes of the system anew"));
            return findings;
        }
        String name = source.get().name();
        if (!source.get().status().equals("online")) {
            findings.add(BladeFinding.error(
                    member, "volume " + name + " is " + source.get().status(), "repair the volume first"));
        }
        List<FlashMapping> mappings = view.of(source.get());
        long others = mappings.stream()
                .filter(it -> it.source().equals(source.get().id()) && !isOwn(it))
                .count();
        if (others >= MAPPINGS_PER_SOURCE) {
            findings.add(BladeFinding.error(
                    member,
                    "volume " + name + " has " + others + " mappings, which is the limit",
                    "withdraw older copies of it"));
        }
        boolean written =
                mappings.stream().anyMatch(it -> it.target().equals(source.get().id()) && it.isActive());
        if (written) {
            findings.add(BladeFinding.error(
                    member,
                    "volume " + name + " is itself being copied onto",
                    "wait until the restore or copy onto it has ended"));
        }
        return findings;
    }

    List<BladeFinding> target(String member, Vdisk source, String uid) {
        List<BladeFinding> findings = new ArrayList<>();
        Optional<Vdisk> target = view.byUid(uid);
        if (target.isEmpty()) {
            findings.add(BladeFinding.error(member, "target " + uid + " does not exist", "name another target"));
            return findings;
        }
        String name = target.get().name();
        if (!ours.contains(name)) {
            findings.add(BladeFinding.error(
                    member,
                    "target " + name + " does not belong to Copyblade",
                    "add it to 'target.volumes' of the endpoint, or name another target"));
        }
        if (uid.equals(source.uid())) {
            findings.add(BladeFinding.error(
                    member, "volume " + name + " would be copied onto itself", "name another target"));
        }
        if (!target.get().status().equals("online")) {
            findings.add(BladeFinding.error(
                    member, "target " + name + " is " + target.get().status(), "repair the volume, or name another"));
        }
        if (target.get().capacityBytes() != source.capacityBytes()) {
            findings.add(BladeFinding.error(
                    member,
                    "target " + name + " has " + target.get().capacityBytes() + " bytes, its source "
                            + source.capacityBytes(),
                    "name a target of exactly the size of its source"));
        }
        view.of(target.get()).stream()
                .filter(it -> !isOwn(it))
                .findFirst()
                .ifPresent(it -> findings.add(BladeFinding.error(
                        member,
                        "target " + name + " is in mapping " + it.id()
                                + (it.group().isEmpty() ? "" : " of group " + it.group()),
                        "withdraw the copy it belongs to, or name another target")));
        return findings;
    }

    private boolean isOwn(FlashMapping mapping) {
        return mapping.group().equals(GroupMark.copy(group));
    }
}
