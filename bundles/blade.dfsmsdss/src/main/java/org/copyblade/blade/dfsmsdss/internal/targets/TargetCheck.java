package org.copyblade.blade.dfsmsdss.internal.targets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.zos.Device;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;

/**
 * What forbids a target that a profile names. Pure.
 *
 * @param ours target volumes of the endpoint
 * @param devices that are online
 * @param taken volumes that nothing may be copied to, and why
 */
public record TargetCheck(VolserRanges ours, Map<Volser, Device> devices, Map<Volser, String> taken) {

    public Optional<Device> device(Volser target) {
        return Optional.ofNullable(devices.get(target));
    }

    public List<BladeFinding> target(String member, Device source, Volser target) {
        List<BladeFinding> findings = new ArrayList<>();
        if (!ours.contains(target)) {
            findings.add(error(
                    Topic.TARGET,
                    member,
                    target,
                    "is not among the target volumes of the endpoint",
                    "name one of 'target.volumes'"));
        }
        if (taken.containsKey(target)) {
            findings.add(error(
                    Topic.OTHERS_DATA,
                    member,
                    target,
                    taken.get(target),
                    "withdraw that copy, or name another target"));
        }
        if (device(target).isEmpty()) {
            findings.add(error(
                    Topic.TARGET,
                    member,
                    target,
                    "is not online in the subsystems that 'units' names",
                    "vary it online, or add its subsystem to 'units' of the endpoint"));
        }
        device(target).flatMap(device -> size(member, source, device)).ifPresent(findings::add);
        return findings;
    }

    private static Optional<BladeFinding> size(String member, Device source, Device target) {
        int more = target.cylinders() - source.cylinders();
        if (more == 0) {
            return Optional.empty();
        }
        return Optional.of(error(
                Topic.FIT,
                member,
                target.volser(),
                "has " + target.cylinders() + " cylinders, " + (more < 0 ? "fewer" : "more") + " than the "
                        + source.cylinders() + " of " + source.volser()
                        + (more < 0 ? "" : ": it could not be copied back"),
                "name a target that is as large as its source"));
    }

    private static BladeFinding error(Topic topic, String member, Volser target, String why, String hint) {
        return BladeFinding.error(member, "target " + target + " " + why, hint).about(topic);
    }
}
