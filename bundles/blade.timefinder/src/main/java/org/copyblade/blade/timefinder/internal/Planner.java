package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.Headroom;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/** Works out what would be done for a group; reads each of its volumes once. For one plan. */
final class Planner {

    /** Snapshots of one volume: on PowerMaxOS 10, and before. */
    private static final long LIMIT = 1024;

    private static final long OLDER_LIMIT = 256;

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final CopyPolicy policy;
    private final Call call;
    private final List<BladeFinding> findings = new ArrayList<>();

    Planner(Endpoint endpoint, CopyGroup group, CopyPolicy policy, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.policy = policy;
        this.call = call;
    }

    CopyPlan plan() throws RestException {
        findings.addAll(PolicyCheck.findings(policy));
        if (!endpoint.array().takesSnapshots(call)) {
            findings.add(BladeFinding.error(
                            "array",
                            "array " + endpoint.settings().array() + " takes no snapshots",
                            "see the licences of the array in Unisphere")
                    .about(Topic.CAPABILITY));
        }
        SourceCheck check = new SourceCheck(endpoint.settings());
        Map<String, VolumeId> sources = check.sources(group);
        Map<VolumeId, Volume> volumes = endpoint.volumes(sources.values(), call).stream()
                .collect(Collectors.toMap(Volume::id, Function.identity()));
        sources.forEach((member, source) -> check.check(member, source, Optional.ofNullable(volumes.get(source))));
        check.oneEmulation(volumes.values());
        findings.addAll(check.findings());
        OptionalLong free = OptionalLong.of(freeCopies(sources));
        terms();
        LinkPlanner linkPlanner = new LinkPlanner(endpoint.settings(), policy);
        LinkPlan linking = linkPlanner.plan(sources.size());
        findings.addAll(linkPlanner.findings());
        List<PlannedCopy> copies = group.members().stream()
                .map(member -> new PlannedCopy(
                                member.name(), target(member.name(), sources), CopyMethod.FAST, OptionalLong.empty())
                        .by(PlannedCopy.Technique.SNAPSHOT))
                .toList();
        TimeFinderBinding binding = TimeFinderBinding.of(
                        endpoint.settings().array(), Stage.PLANNED, List.copyOf(sources.values()))
                .linking(linking);
        return new CopyPlan(
                copies,
                List.of(),
                new Headroom(OptionalLong.empty(), OptionalLong.empty(), free),
                findings,
                BindingForm.write(binding));
    }

    /** The image of a volume: all of a group have the name of one snapshot. */
    private String target(String member, Map<String, VolumeId> sources) {
        return Optional.ofNullable(sources.get(member))
                .map(source -> Mark.of(group.id()) + "/" + source)
                .orElse("none-for-" + member);
    }

    private long freeCopies(Map<String, VolumeId> sources) throws RestException {
        String microcode = endpoint.array().microcode(call);
        Optional<Microcode> known = Microcode.parse(microcode);
        snapids(microcode, known);
        long limit = known.filter(Microcode::isPowerMaxOs10).isPresent() ? LIMIT : OLDER_LIMIT;
        List<DeviceSnapshot> all = endpoint.array().snapshots(Optional.empty(), call);
        findings.addAll(new SecureCheck(endpoint, policy.freed(), call).findings(all));
        Map<VolumeId, Long> taken = all.stream()
                .filter(snapshot -> Mark.read(snapshot.name())
                        .filter(policy.freed()::contains)
                        .isEmpty())
                .collect(Collectors.groupingBy(DeviceSnapshot::volume, Collectors.counting()));
        long least = limit;
        for (Map.Entry<String, VolumeId> source : sources.entrySet()) {
            long left = Math.max(0, limit - taken.getOrDefault(source.getValue(), 0L));
            least = Math.min(least, left);
            if (left == 0) {
                findings.add(BladeFinding.error(
                                source.getKey(),
                                "volume " + source.getValue() + " has " + limit
                                        + " snapshots, which is the limit of microcode " + microcode,
                                "withdraw older copies, or other snapshots of the volume")
                        .about(Topic.LIMIT));
            }
        }
        return least;
    }

    /** A copy that is established could be neither shown nor restored: both name the snapshot by its number. */
    private void snapids(String shown, Optional<Microcode> known) {
        String array = "array " + endpoint.settings().array();
        if (known.isEmpty()) {
            findings.add(BladeFinding.warning(
                            "array",
                            array + " has microcode '" + shown + "', of which nobody knows whether its snapshots have"
                                    + " numbers",
                            "see whether it is 5978.669 or newer")
                    .about(Topic.CAPABILITY));
        } else if (!known.get().hasSnapids()) {
            findings.add(BladeFinding.error(
                            "array",
                            array + " has microcode " + shown + ", whose snapshots have no numbers to restore them by",
                            "bring it to 5978.669 or newer, or copy by clones")
                    .about(Topic.CAPABILITY));
        }
    }

    private void terms() {
        int hours = endpoint.settings().term().hours();
        if (hours > 0 && endpoint.settings().term().secure()) {
            findings.add(BladeFinding.warning(
                    "snapvx.secure.h",
                    "nobody can end the copy for " + hours + " hours; then it ends by itself",
                    "be sure that the site has room for it"));
        } else if (hours > 0) {
            findings.add(BladeFinding.warning(
                    "snapvx.ttl.h",
                    "the copy ends by itself after " + hours + " hours, whatever the generations of the profile",
                    "set it to 0 unless that is wanted"));
        }
    }
}
