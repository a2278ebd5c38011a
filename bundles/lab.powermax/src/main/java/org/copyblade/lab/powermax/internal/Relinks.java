package org.copyblade.lab.powermax.internal;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;

/** Which target follows which source. Pure. */
final class Relinks {

    private Relinks() {}

    /** The pairs that are linked now, to whatever snapshot. */
    static List<PairRequest> pairs(StorageSystem system, List<String> sources, List<String> targets) throws Refusal {
        List<PairRequest> pairs = new ArrayList<>();
        for (Snapshot snapshot : system.snapshots().all()) {
            for (Snapshot.Link link : snapshot.links()) {
                if (sources.contains(link.source()) && targets.contains(link.target())) {
                    pairs.add(PairRequest.ofVolumes(link.source(), link.target()));
                }
            }
        }
        if (pairs.isEmpty()) {
            throw Refusal.byArray("modifying the snapshot generation resource", "No link target was found");
        }
        return pairs;
    }
}
