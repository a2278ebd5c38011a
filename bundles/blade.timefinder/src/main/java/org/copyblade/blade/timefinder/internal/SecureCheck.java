package org.copyblade.blade.timefinder.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Finds copies that are to give way and cannot: secure snapshots end by their time only. Said by the plan, because a backup
 * whose generation is given away is lost to restores at once, though its snapshot lies whole on the array.
 */
final class SecureCheck {

    private final Endpoint endpoint;
    private final Set<CopyGroupId> freed;
    private final Call call;

    /** @param freed groups that are withdrawn before the new one is prepared */
    SecureCheck(Endpoint endpoint, Set<CopyGroupId> freed, Call call) {
        this.endpoint = endpoint;
        this.freed = freed;
        this.call = call;
    }

    /** @param snapshots among which those that give way are; the volumes of those are asked one by one */
    List<BladeFinding> findings(Collection<DeviceSnapshot> snapshots) throws RestException {
        Set<VolumeId> volumes = snapshots.stream()
                .filter(snapshot -> givesWay(snapshot).isPresent())
                .map(DeviceSnapshot::volume)
                .collect(Collectors.toSet());
        Map<String, Set<VolumeId>> secured = new TreeMap<>();
        for (DeviceSnapshot snapshot : endpoint.snapshots(volumes, call)) {
            if (snapshot.secured() && givesWay(snapshot).isPresent()) {
                secured.computeIfAbsent(snapshot.name(), unused -> new TreeSet<>())
                        .add(snapshot.volume());
            }
        }
        return secured.entrySet().stream()
                .map(entry -> finding(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Optional<CopyGroupId> givesWay(DeviceSnapshot snapshot) {
        return Mark.read(snapshot.name()).filter(freed::contains);
    }

    private static BladeFinding finding(String name, Set<VolumeId> volumes) {
        return BladeFinding.error(
                        name,
                        "is to give way, and is secure: nobody can end it before its time on volume "
                                + GroupView.some(volumes),
                        "wait until it expires, or raise 'generations'; compare with 'snapvx.secure.h' of the endpoint")
                .about(Topic.LIMIT);
    }
}
