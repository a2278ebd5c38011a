package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Finds copies that are to give way and cannot: secure snapshots end by their time only. Said by the plan, because a backup
 * whose generation is given away is lost to restores at once, though its snapshot lies whole on the array.
 */
final class SecureCheck {

    private final SecureTerms terms;
    private final Set<CopyGroupId> freed;

    /** @param freed groups that are withdrawn before the new one is prepared */
    SecureCheck(Endpoint endpoint, Set<CopyGroupId> freed, Call call) {
        this.terms = new SecureTerms(endpoint, call);
        this.freed = freed;
    }

    /** @param snapshots among which those that give way are */
    List<BladeFinding> findings(Collection<DeviceSnapshot> snapshots) throws RestException {
        Map<String, CopyGroupId> names =
                freed.stream().collect(Collectors.toMap(Mark::of, group -> group, (one, same) -> one, TreeMap::new));
        List<BladeFinding> findings = new ArrayList<>();
        for (Map.Entry<String, CopyGroupId> entry : names.entrySet()) {
            List<DeviceSnapshot> own = snapshots.stream()
                    .filter(snapshot -> snapshot.name().equals(entry.getKey()))
                    .toList();
            terms.until(entry.getValue(), own)
                    .map(until -> finding(entry.getKey(), until))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private static BladeFinding finding(String name, String until) {
        return BladeFinding.error(
                        name,
                        "is to give way, and is secure: nobody can end it before " + until,
                        "wait until it expires, or raise 'generations'; compare with 'snapvx.secure.h' of the endpoint")
                .about(Topic.LIMIT);
    }
}
