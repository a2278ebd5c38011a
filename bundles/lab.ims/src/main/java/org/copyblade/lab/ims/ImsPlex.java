package org.copyblade.lab.ims;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.ims.internal.check.Checker;
import org.copyblade.lab.ims.internal.data.Definition;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.disk.Space;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.log.TodClock;
import org.copyblade.lab.ims.internal.member.Acknowledgement;
import org.copyblade.lab.ims.internal.member.ControlRegion;
import org.copyblade.lab.ims.internal.member.Group;
import org.copyblade.lab.ims.internal.member.Member;
import org.copyblade.lab.ims.internal.member.Presence;
import org.copyblade.lab.ims.internal.member.RestartFailure;
import org.copyblade.lab.ims.internal.member.SuspendToken;
import org.copyblade.lab.ims.internal.pace.RealPace;

/**
 * A group on its volumes, with real threads. The first opening makes data sets and databases; later ones find them. Members
 * are down until they are started. Safe for many threads.
 */
public final class ImsPlex implements AutoCloseable {
    /** How many acknowledged units are remembered, for evidence. */
    private static final int REMEMBERED = 50_000;

    private final ImsSeed seed;
    private final Group group;
    private final TodClock clock = TodClock.ofThisMachine();
    private final Deque<Acknowledgement> acknowledged = new ArrayDeque<>(); // guarded by itself

    private ImsPlex(ImsSeed seed, VolumeSet volumes, Presence presence, BiConsumer<String, String> messages) {
        this.seed = seed;
        this.group = new Group(seed, volumes, clock, new RealPace(), messages::accept, presence, this::remember);
    }

    /**
     * Opens a group.
     *
     * @param volumes by serial; all that the seed names
     * @param messages what members say unasked: member, message
     */
    public static ImsPlex open(ImsSeed seed, Map<String, HostVolume> volumes, BiConsumer<String, String> messages) {
        return new ImsPlex(seed, VolumeSet.of(volumes), (imsid, up) -> {}, messages);
    }

    /** The same on a z/OS image, whose catalogs know the data sets, and which starts members again. */
    static ImsPlex open(
            ImsSeed seed,
            Map<String, HostVolume> volumes,
            Space space,
            Presence presence,
            BiConsumer<String, String> messages) {
        return new ImsPlex(seed, VolumeSet.of(volumes, space), presence, messages);
    }

    public ImsSeed seed() {
        return seed;
    }

    /** For the parts of this bundle that speak for the group. */
    Group group() {
        return group;
    }

    /**
     * Starts members that are down as RECON says they must be started, also those that it takes for running.
     *
     * @throws ImsException if some do not start; all have been tried
     */
    public void startAll() throws ImsException {
        start(seed.members());
    }

    /** The same with some of them. */
    void start(List<String> imsids) throws ImsException {
        List<String> failures = new ArrayList<>();
        for (Member member : group.members()) {
            if (imsids.contains(member.imsid()) && member.region().isEmpty()) {
                try {
                    start(member);
                } catch (RestartFailure | DiskFailure failure) {
                    failures.add(failure.getMessage());
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new ImsException(String.join("; ", failures));
        }
    }

    /** Gets all members that are up to work. */
    public void startWork() {
        group.members().forEach(it -> it.startWork(clock.next()));
    }

    public void stopWork() {
        group.members().forEach(Member::stopWork);
    }

    /** Units of work that users were told of since the group was opened, the newest last; not more than are remembered. */
    public List<Evidence.Acknowledged> acknowledged() {
        synchronized (acknowledged) {
            return acknowledged.stream()
                    .map(it -> new Evidence.Acknowledged(it.token().toString(), TodClock.instant(it.tod())))
                    .toList();
        }
    }

    /** How many units users were told of since the members were started. */
    public long committed() {
        return group.members().stream()
                .flatMap(it -> it.region().stream())
                .mapToLong(it -> it.units().committed())
                .sum();
    }

    /** Suspends all members, or none; where each log ends. */
    public Map<String, Evidence.LogRange> suspend(long limitMs) throws ImsException {
        Map<String, Evidence.LogRange> ends = new HashMap<>();
        for (Member member : group.members()) {
            Optional<SuspendToken> token =
                    member.region().flatMap(it -> it.suspension().suspend(limitMs * 1_000_000, clock));
            if (token.isEmpty()) {
                resume();
                throw new ImsException(member.imsid() + " was not suspended");
            }
            ends.put(
                    member.imsid(),
                    new Evidence.LogRange(token.get().lsn(), token.get().lsn()));
        }
        return ends;
    }

    /** Lets all members go on; was every suspension in force throughout? */
    public boolean resume() {
        boolean inForce = true;
        for (Member member : group.members()) {
            Optional<ControlRegion> region = member.region();
            Optional<SuspendToken> token = region.flatMap(it -> it.suspension().current());
            inForce &= token.isPresent() && region.orElseThrow().suspension().resume(token.get());
        }
        return inForce;
    }

    /** Durable end of the log of each member that is up. */
    public Map<String, Long> logEnds() {
        Map<String, Long> ends = new HashMap<>();
        group.members().forEach(it -> it.region()
                .ifPresent(region -> ends.put(it.imsid(), region.log().durableLsn())));
        return ends;
    }

    /** Checks copies of the group's volumes. */
    public static CheckReport check(Map<String, HostVolume> volumes, String prefix, Evidence evidence) {
        return Checker.check(volumes, prefix, evidence);
    }

    /** Deletes all databases, after the death of all members: a disaster of the site. */
    public void scratchDatabases() {
        group.members().forEach(Member::killAlone);
        VolumeSet volumes = group.shared().volumes();
        Definition.LEDGER.forEach(it -> volumes.delete(it.dsn(seed.prefix())));
    }

    /** All members die as they are, and nobody writes that down. */
    public void killAll() {
        group.members().forEach(Member::kill);
    }

    /** The same as the death of the process: nothing more is written. */
    @Override
    public void close() {
        killAll();
    }

    private void start(Member member) throws RestartFailure {
        switch (group.shared()
                .recon()
                .read()
                .subsystem(member.imsid())
                .orElseThrow()
                .state()) {
            case ENDED -> member.warmStart();
            case ACTIVE, ABNORMAL -> member.emergencyRestart(true);
        }
    }

    private void remember(Acknowledgement unit) {
        synchronized (acknowledged) {
            acknowledged.addLast(unit);
            if (acknowledged.size() > REMEMBERED) {
                acknowledged.removeFirst();
            }
        }
    }
}
