package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.zos.Device;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;

/** What forbids or endangers a restore. Pure: decides from one look at z/OS. */
final class RestoreCheck {

    private final CopyGroup group;
    private final DssBinding binding;
    private final CopyState state;
    private final Map<Volser, Device> devices;
    private final List<BladeFinding> findings = new ArrayList<>();

    RestoreCheck(CopyGroup group, DssBinding binding, CopyState state, Map<Volser, Device> devices) {
        this.group = group;
        this.binding = binding;
        this.state = state;
        this.devices = Map.copyOf(devices);
    }

    List<BladeFinding> findings(Set<String> sources) {
        if (!(state instanceof CopyState.Established) && !(state instanceof CopyState.Restoring)) {
            return List.of(BladeFinding.error(
                    group.id().value(), "the copy is not established but " + state, "restore from another backup"));
        }
        for (CopyMember member : group.members()) {
            binding.of(member.source())
                    .filter(copy -> sources.contains(copy.source()))
                    .ifPresent(copy -> check(member.name(), copy));
        }
        findings.add(
                BladeFinding.note(
                        group.id().value(),
                        "each source is copied back by the storage if it can, else through the host of z/OS; what is overwritten cannot be brought back"));
        return List.copyOf(findings);
    }

    private void check(String member, BoundCopy copy) {
        findings.add(BladeFinding.note(
                member,
                copy.source() + " was copied to " + copy.target()
                        + (binding.used().contains(copy.source())
                                ? " by fast replication"
                                : " through the host of z/OS")));
        if (binding.grain() == Grain.DATA_SET) {
            return;
        }
        Optional<Device> source = device(copy.source());
        Optional<Device> target = device(copy.target());
        if (source.isEmpty()) {
            findings.add(BladeFinding.error(member, "volume " + copy.source() + " is not online", "vary it online"));
        }
        if (target.isEmpty()) {
            findings.add(BladeFinding.error(member, "volume " + copy.target() + " is not online", "vary it online"));
        }
        if (source.isPresent()
                && target.isPresent()
                && source.get().cylinders() < target.get().cylinders()) {
            findings.add(BladeFinding.error(
                    member,
                    "volume " + copy.source() + " is smaller than " + copy.target() + ", which holds its copy",
                    "copy the data sets back instead of the volume"));
        }
        if (binding.style().withoutBackgroundCopy()) {
            findings.add(BladeFinding.warning(
                    member,
                    copy.target() + " still needs " + copy.source() + ", so it is copied back through the host of z/OS",
                    "expect it to take as long as reading and writing the whole volume"));
        }
    }

    private Optional<Device> device(String volser) {
        return Optional.ofNullable(devices.get(new Volser(volser)));
    }
}
