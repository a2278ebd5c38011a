package org.copyblade.lab.ims.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.ims.CheckReport;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.ImsSeed;
import org.copyblade.lab.ims.internal.check.Checker;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.log.TodClock;
import org.copyblade.lab.ims.internal.member.Acknowledgement;
import org.copyblade.lab.ims.internal.member.Group;
import org.copyblade.lab.ims.internal.member.Member;

/** Two members at work on volumes in memory, one thread at a time by a seed. */
final class SimulatedGroup implements AutoCloseable {
    static final ImsSeed SEED = new ImsSeed(
            "BANKPRD",
            "PLEX1",
            List.of("IMS1", "IMS2"),
            "IMSLG1",
            "IMSLG2",
            "IMSSYS",
            List.of("IMSDB1", "IMSDB2", "IMSDB3"),
            "IMSARC",
            3,
            5,
            2,
            2,
            3,
            0,
            1_000);
    private static final long BEGIN_MICROS =
            ChronoUnit.MICROS.between(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2024-05-02T10:15:00Z"));
    private static final Map<String, MemoryVolume> FORMATTED = formatted(VolumeSet::of);
    private static final Map<String, MemoryVolume> CATALOGUED = formatted(MemoryImage::catalogued);

    final Turns turns;
    final Map<String, MemoryVolume> volumes = new TreeMap<>();
    final List<Acknowledgement> acknowledged = new ArrayList<>();
    final List<String> messages = new ArrayList<>();
    final TodClock clock;
    private final long seed;
    private final Function<Map<String, HostVolume>, VolumeSet> image;
    private Group group;

    SimulatedGroup(long seed) {
        this(seed, FORMATTED, VolumeSet::of);
    }

    private SimulatedGroup(
            long seed, Map<String, MemoryVolume> formatted, Function<Map<String, HostVolume>, VolumeSet> image) {
        this.seed = seed;
        this.image = image;
        this.turns = new Turns(seed);
        formatted.forEach((volser, volume) -> volumes.put(volser, volume.copy().inTurns(turns)));
        this.clock = new TodClock(() -> BEGIN_MICROS + 1_000_000 + turns.nanos() / 1_000);
        powerOn();
    }

    /** One whose data sets a z/OS makes and catalogs, as in the laboratory. */
    static SimulatedGroup catalogued(long seed) {
        return new SimulatedGroup(seed, CATALOGUED, MemoryImage::catalogued);
    }

    private static Map<String, MemoryVolume> formatted(Function<Map<String, HostVolume>, VolumeSet> image) {
        Map<String, MemoryVolume> made = blank();
        format(made, image);
        return made;
    }

    /** Volumes with a label and nothing else. */
    static Map<String, MemoryVolume> blank() {
        Map<String, MemoryVolume> made = new TreeMap<>();
        try {
            for (String volser : SEED.volumes()) {
                made.put(volser, MemoryVolume.create(volser, volser.equals("IMSARC") ? 400 : 80));
            }
        } catch (ArrayException cause) {
            throw new IllegalStateException(cause);
        }
        return made;
    }

    /** Makes a group that has never run. */
    static void format(Map<String, MemoryVolume> volumes, Function<Map<String, HostVolume>, VolumeSet> image) {
        new Group(
                SEED,
                image.apply(hosts(volumes)),
                new TodClock(() -> BEGIN_MICROS),
                new org.copyblade.lab.ims.internal.pace.RealPace(),
                (imsid, message) -> {},
                (imsid, up) -> {},
                it -> {});
    }

    static Map<String, HostVolume> hosts(Map<String, MemoryVolume> volumes) {
        return new TreeMap<>(volumes);
    }

    /** A group that has nothing in memory, on the volumes as they are. */
    void powerOn() {
        group = new Group(
                SEED,
                image.apply(hosts(volumes)),
                clock,
                turns,
                (imsid, message) -> messages.add(message),
                (imsid, up) -> {},
                acknowledged::add);
    }

    Group group() {
        return group;
    }

    Member member(String imsid) {
        return group.member(imsid).orElseThrow();
    }

    /** Both members up and working, with so many units done. */
    SimulatedGroup working(int units) throws Exception {
        for (Member member : group.members()) {
            member.warmStart();
            member.startWork(seed);
        }
        return worked(units);
    }

    SimulatedGroup worked(int units) {
        int before = acknowledged.size();
        turns.await(() -> acknowledged.size() >= before + units);
        return this;
    }

    /** The volumes as they are at this instant. */
    Map<String, MemoryVolume> copyAll() {
        Map<String, MemoryVolume> copy = new TreeMap<>();
        volumes.forEach((volser, volume) -> copy.put(volser, volume.copy()));
        return copy;
    }

    CheckReport check(Map<String, MemoryVolume> copy, Evidence evidence) {
        return Checker.check(hosts(copy), SEED.prefix(), evidence);
    }

    List<Evidence.Acknowledged> acknowledgedNow() {
        return acknowledged.stream()
                .map(it -> new Evidence.Acknowledged(it.token().toString(), TodClock.instant(it.tod())))
                .toList();
    }

    void kill() {
        volumes.values().forEach(MemoryVolume::thaw);
        group.members().forEach(Member::kill);
        turns.awaitEnd();
    }

    @Override
    public void close() {
        kill();
    }
}
