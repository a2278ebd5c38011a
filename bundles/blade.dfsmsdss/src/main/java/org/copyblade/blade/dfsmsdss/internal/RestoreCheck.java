package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Units units;
    private final List<BladeFinding> findings = new ArrayList<>();

    RestoreCheck(CopyGroup group, DssBinding binding, CopyState state, Units units) {
        this.group = group;
        this.binding = binding;
        this.state = state;
        this.units = units;
    }

    List<BladeFinding> findings(Set<String> sources) {
        if (!(state instanceof CopyState.Established) && !(state instanceof CopyState.Restoring)) {
            return List.of(BladeFinding.error(
                    group.id().value(), "the copy is not established but " + state, "restore from another backup"));
        }
        for (String warning : binding.warnings()) {
            findings.add(BladeFinding.warning(
                    group.id().value(),
                    "the job that made the copy warned of " + warning,
                    "look the message up in z/OS MVS System Messages"));
        }
        Map<String, BoundCopy> bySource = binding.bySource();
        for (CopyMember member : group.members()) {
            Optional.ofNullable(bySource.get(member.source()))
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
        Optional<Device> source = units.online(copy.source());
        Optional<Device> target = units.online(copy.target());
        for (String volser : List.of(copy.source(), copy.target())) {
            units.loss(volser, binding.units())
                    .ifPresent(loss -> findings.add(BladeFinding.error(member, loss.text(), loss.hint())));
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
}
