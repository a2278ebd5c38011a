package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/** What forbids or endangers a restore. Pure: decides from one look at the array. */
final class RestoreCheck {

    private final CopyGroup group;
    private final TimeFinderBinding binding;
    private final List<DeviceSnapshot> all;

    /** @param all snapshots of the sources, of whatever name */
    RestoreCheck(CopyGroup group, TimeFinderBinding binding, List<DeviceSnapshot> all) {
        this.group = group;
        this.binding = binding;
        this.all = all;
    }

    List<BladeFinding> findings(Set<VolumeId> sources, GroupView view) {
        CopyState state = new Judge(binding, view).state();
        if (!(state instanceof CopyState.Established) && !(state instanceof CopyState.Restoring)) {
            return List.of(BladeFinding.error(
                    group.id().value(), "the copy is not established but " + state, "restore from another backup"));
        }
        List<BladeFinding> findings = new ArrayList<>();
        for (CopyMember member : group.members()) {
            SourceId.parse(member.source())
                    .map(SourceId::volume)
                    .filter(sources::contains)
                    .ifPresent(source -> others(member.name(), source, findings));
        }
        return List.copyOf(findings);
    }

    /** That a session of another snapshot forbids the restore is (unconfirmed). */
    private void others(String member, VolumeId source, List<BladeFinding> findings) {
        for (DeviceSnapshot other : all) {
            boolean open = other.restored() && other.volume().equals(source);
            if (open && !other.name().equals(Mark.of(group.id()))) {
                findings.add(BladeFinding.warning(
                        member,
                        "volume " + source + " is still restored from snapshot " + other.name(),
                        "end that restore first: withdraw that copy, or end the session in Unisphere"));
            }
        }
    }
}
