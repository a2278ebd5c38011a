package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.array.VolumeRanges;

/** Works out how a snapshot is to be shown, and what forbids that. Pure. */
final class LinkPlanner {

    private static final String SUBJECT = "target pool";

    private final TimeFinderSettings settings;
    private final CopyPolicy policy;
    private final List<BladeFinding> findings = new ArrayList<>();

    LinkPlanner(TimeFinderSettings settings, CopyPolicy policy) {
        this.settings = settings;
        this.policy = policy;
    }

    List<BladeFinding> findings() {
        return List.copyOf(findings);
    }

    /** @param sources volumes of the group */
    LinkPlan plan(int sources) {
        boolean copy = Method.of(policy.method()).equals(Optional.of(Method.SNAPVX_COPY));
        Set<VolumeId> reserved = reserved();
        return policy.targetPool().isBlank()
                ? new LinkPlan(copy, "", VolumeRanges.of(reserved).toString())
                : new LinkPlan(copy, pool(sources, reserved), "");
    }

    /** Volumes of the endpoint that profiles keep for undo copies. */
    private Set<VolumeId> reserved() {
        List<VolumeRanges> pools = reservedPools();
        Set<VolumeId> targets =
                TargetSets.parse(policy.reservedTargets(), settings.array()).all();
        return settings.targets().volumes().stream()
                .filter(id -> targets.contains(id) || pools.stream().anyMatch(pool -> pool.contains(id)))
                .collect(Collectors.toSet());
    }

    /**
     * Those of all profiles, as far as they can be read: what somebody else cannot write keeps no backup of this one off, and
     * takes nothing from what others have reserved.
     */
    private List<VolumeRanges> reservedPools() {
        List<VolumeRanges> pools = new ArrayList<>();
        for (String part : policy.reservedPool().split(",")) {
            try {
                pools.add(VolumeRanges.parse(part));
            } catch (IllegalArgumentException e) {
                findings.add(BladeFinding.warning(
                        "undo target pool",
                        e.getMessage() + ": a copy may be shown on what is to be reserved for undo copies",
                        "write ids and ranges of volumes, as 00200-002FF,00310, in each profile"));
            }
        }
        return pools;
    }

    private String pool(int sources, Set<VolumeId> reserved) {
        VolumeRanges pool = ranges(policy.targetPool());
        List<VolumeId> volumes = settings.targets().volumes().stream()
                .filter(id -> pool.contains(id) && !reserved.contains(id))
                .toList();
        boolean isRead = findings.stream().noneMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR);
        if (volumes.isEmpty() && isRead) {
            findings.add(BladeFinding.error(
                            SUBJECT,
                            "no volume of '" + policy.targetPool()
                                    + "' may show a copy: none is among 'target.volumes' of the endpoint, or all are"
                                    + " reserved for undo copies",
                            "name volumes of 'target.volumes', or leave it empty")
                    .about(Topic.TARGET));
        } else if (volumes.size() < sources && isRead) {
            findings.add(BladeFinding.warning(
                            SUBJECT,
                            "it has " + volumes.size() + " volumes for " + sources
                                    + ": the copy cannot be shown as a whole",
                            "name a volume for each source")
                    .about(Topic.TARGET));
        }
        return VolumeRanges.of(volumes).toString();
    }

    private VolumeRanges ranges(String text) {
        try {
            return VolumeRanges.parse(text);
        } catch (IllegalArgumentException e) {
            findings.add(
                    BladeFinding.error(SUBJECT, e.getMessage(), "write ids and ranges of volumes, as 00200-002FF,00310")
                            .about(Topic.TARGET));
            return VolumeRanges.parse("");
        }
    }
}
