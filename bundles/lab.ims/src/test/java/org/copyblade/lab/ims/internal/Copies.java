package org.copyblade.lab.ims.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Extent;
import org.copyblade.lab.array.Vtoc;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.Evidence.LogRange;
import org.copyblade.lab.ims.internal.member.ControlRegion;
import org.copyblade.lab.ims.internal.member.Member;
import org.copyblade.lab.ims.internal.member.SuspendToken;

/** Ways to copy the volumes of a group that works, right and wrong ones. */
final class Copies {

    /** A copy, and what its maker knows of it. */
    record Made(Map<String, MemoryVolume> volumes, Evidence evidence) {}

    private final SimulatedGroup group;

    Copies(SimulatedGroup group) {
        this.group = group;
    }

    /** One volume after the other, with so many turns of the others in between. */
    Map<String, MemoryVolume> inOrder(List<String> volsers, int turnsBetween) {
        Map<String, MemoryVolume> copy = new TreeMap<>();
        for (String volser : volsers) {
            copy.put(volser, group.volumes.get(volser).copy());
            group.turns.steps(turnsBetween);
        }
        return copy;
    }

    List<String> all() {
        return List.copyOf(group.volumes.keySet());
    }

    /** All members suspended from before the first volume until after the last. */
    Made suspended(int turnsBetween, long limitNanos) {
        List<Evidence.Acknowledged> acknowledged = group.acknowledgedNow();
        Map<Member, SuspendToken> tokens = suspend(group.group().members(), limitNanos);
        Map<String, MemoryVolume> copy = inOrder(all(), turnsBetween);
        Map<String, LogRange> ends = new HashMap<>();
        tokens.values().forEach(it -> ends.put(it.imsid(), new LogRange(it.lsn(), it.lsn())));
        return new Made(copy, new Evidence(resume(tokens), ends, acknowledged));
    }

    /** Each volume is frozen when it is copied, and all are thawed after the last. */
    Made frozen(int turnsBetween) {
        List<Evidence.Acknowledged> acknowledged = group.acknowledgedNow();
        Map<String, Long> before = durable();
        Map<String, MemoryVolume> copy = new TreeMap<>();
        List<String> order = new ArrayList<>(all());
        java.util.Collections.shuffle(order, new java.util.Random(turnsBetween * 31L + acknowledged.size()));
        for (String volser : order) {
            group.volumes.get(volser).freeze();
            copy.put(volser, group.volumes.get(volser).copy());
            group.turns.steps(turnsBetween);
        }
        group.volumes.values().forEach(MemoryVolume::thaw);
        Map<String, LogRange> ends = new HashMap<>();
        before.forEach((imsid, lsn) ->
                ends.put(imsid, new LogRange(lsn, region(imsid).log().lsn())));
        return new Made(copy, new Evidence(true, ends, acknowledged));
    }

    Map<Member, SuspendToken> suspend(List<Member> members, long limitNanos) {
        Map<Member, SuspendToken> tokens = new java.util.LinkedHashMap<>();
        for (Member member : members) {
            tokens.put(
                    member,
                    member.region()
                            .orElseThrow()
                            .suspension()
                            .suspend(limitNanos, group.clock)
                            .orElseThrow());
        }
        return tokens;
    }

    /** Was each suspension in force throughout? */
    boolean resume(Map<Member, SuspendToken> tokens) {
        boolean inForce = true;
        for (Map.Entry<Member, SuspendToken> token : tokens.entrySet()) {
            inForce &= token.getKey().region().orElseThrow().suspension().resume(token.getValue());
        }
        return inForce;
    }

    /** Every track in parts, with turns of the others in between. */
    Map<String, MemoryVolume> inParts(int partBytes, int turnsBetween) {
        Map<String, MemoryVolume> copy = group.copyAll();
        for (String volser : all()) {
            MemoryVolume from = group.volumes.get(volser);
            for (int track = 0; track < from.volume().tracks(); track++) {
                if (!from.isWritten(track)) {
                    continue;
                }
                byte[] content = new byte[org.copyblade.lab.array.Emulation.CKD.trackBytes()];
                for (int at = 0; at < content.length; at += partBytes) {
                    from.readPart(track, at, Math.min(content.length, at + partBytes), content);
                    group.turns.steps(turnsBetween);
                }
                copy.get(volser).replace(track, content);
            }
        }
        return copy;
    }

    /** Gives data sets of a copy the content that they have in another. */
    static void replace(Map<String, MemoryVolume> in, Map<String, MemoryVolume> by, String nameContains)
            throws ArrayException {
        for (Map.Entry<String, MemoryVolume> volume : in.entrySet()) {
            for (var dataSet : Vtoc.of(volume.getValue()).dataSets()) {
                if (dataSet.name().contains(nameContains)) {
                    for (Extent extent : dataSet.extents()) {
                        for (int track = extent.first(); track < extent.first() + extent.tracks(); track++) {
                            volume.getValue()
                                    .replace(
                                            track,
                                            by == null
                                                    ? null
                                                    : by.get(volume.getKey()).read(track));
                        }
                    }
                }
            }
        }
    }

    private Map<String, Long> durable() {
        Map<String, Long> lsns = new HashMap<>();
        group.group()
                .members()
                .forEach(it -> lsns.put(it.imsid(), region(it.imsid()).log().durableLsn()));
        return lsns;
    }

    private ControlRegion region(String imsid) {
        return group.member(imsid).region().orElseThrow();
    }
}
