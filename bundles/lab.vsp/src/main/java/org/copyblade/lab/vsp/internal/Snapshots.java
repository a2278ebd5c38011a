package org.copyblade.lab.vsp.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.PairResult;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.face.KeptList;
import org.copyblade.lab.vsp.internal.Snapshot.Order;

/**
 * The Thin Image pairs of a system: a pair that follows is a name only, one that is split is a copy-on-write relation of the
 * array below. Orders come one at a time; those of a consistency group are carried out at one instant.
 */
final class Snapshots {
    private static final int UNITS = 1024;
    private static final Set<CopyOption> KEEP = EnumSet.of(
            CopyOption.NO_BACKGROUND_COPY,
            CopyOption.PERSISTENT,
            CopyOption.PERMIT_SPACE_EFFICIENT_TARGET,
            CopyOption.FAIL_RELATION_WHEN_OUT_OF_SPACE);
    private static final Set<CopyOption> GIVE_BACK = EnumSet.of(CopyOption.FAST_REVERSE_RESTORE, CopyOption.PERSISTENT);

    private final StorageSystem system;
    private final Pairs pairs;
    private final KeptList<Snapshot> file;
    private final Map<String, Snapshot> snapshots = new LinkedHashMap<>(); // guarded by this; by id

    /**
     * A snapshot that somebody wants.
     *
     * @param mirrorUnit wanted, or any
     */
    record Wanted(String group, int pvol, int svol, int pool, OptionalInt mirrorUnit, boolean consistent) {}

    Snapshots(StorageSystem system, Pairs pairs, Path home) throws IOException {
        this.system = system;
        this.pairs = pairs;
        this.file = new KeptList<>(home, "vsp-snapshots-" + system.settings().serial(), Snapshot.class, PairForm.JSON);
        file.read().forEach(it -> snapshots.put(it.id(), it));
    }

    /** All that fit, with the status of each, in the order they were made. */
    synchronized Map<Snapshot, String> find(Predicate<Snapshot> wanted) {
        settle();
        Map<String, Relation> relations = relations();
        Map<Snapshot, String> found = new LinkedHashMap<>();
        snapshots.values().stream().filter(wanted).forEach(it -> found.put(it, status(it, relations)));
        return found;
    }

    /** Refuses a volume that shows a snapshot. */
    synchronized void requireFree(int svol) throws Refusal {
        if (snapshots.values().stream().anyMatch(it -> it.svol() == svol)) {
            throw Refusal.byArray(Codes.PAIRED, "LDEV " + svol + " is in a snapshot pair already.");
        }
    }

    /** Makes a pair, and answers its id. */
    synchronized String create(Wanted wanted) throws Refusal, ArrayException {
        require(wanted);
        int unit = IntStream.range(0, UNITS)
                .filter(it ->
                        wanted.mirrorUnit().isEmpty() || wanted.mirrorUnit().getAsInt() == it)
                .filter(it -> !snapshots.containsKey(wanted.pvol() + "," + it))
                .findFirst()
                .orElseThrow(() -> Refusal.byArray(
                        Codes.NO_MIRROR_UNIT, "LDEV " + wanted.pvol() + " has no free mirror unit for a snapshot."));
        Snapshot made = new Snapshot(
                wanted.group(),
                wanted.pvol(),
                unit,
                wanted.svol(),
                wanted.pool(),
                wanted.consistent(),
                Order.FOLLOW,
                "");
        snapshots.put(made.id(), made);
        keep();
        return made.id();
    }

    private void require(Wanted wanted) throws Refusal {
        Optional<Volume> source = system.volume(Pair.volume(wanted.pvol()));
        Optional<Volume> target = system.volume(Pair.volume(wanted.svol()));
        if (source.isEmpty() || target.isEmpty()) {
            throw Refusal.byArray("2E20-0000", "A volume of the pair is not installed.");
        }
        boolean fit = source.get().capacityBytes() == target.get().capacityBytes()
                && source.get().emulation() == target.get().emulation();
        if (!fit) {
            throw Refusal.byArray(Codes.MISFIT, "P-VOL and S-VOL differ in size or emulation type.");
        }
        if (system.pool("P" + wanted.pool()).isEmpty()) {
            throw Refusal.byArray("2E30-600E", "The pool cannot be used for snapshots.");
        }
        boolean taken = snapshots.values().stream().anyMatch(it -> it.uses(wanted.svol()))
                || !pairs.find(it -> it.uses(wanted.svol())).isEmpty();
        if (taken) {
            throw Refusal.byArray(Codes.PAIRED, "LDEV " + wanted.svol() + " is in a pair already.");
        }
    }

    /**
     * Lets pairs keep the image of this moment; those that keep one already are left alone. All or none.
     *
     * @param failing index of a pair that is suspended instead, if a fault asks for it
     */
    synchronized void split(Predicate<Snapshot> wanted, OptionalInt failing) throws Refusal, ArrayException {
        List<Snapshot> chosen = chosen(wanted, "split", Set.of("PAIR", "PSUS"));
        List<Snapshot> following = new ArrayList<>();
        boolean lost = false;
        for (int index = 0; index < chosen.size(); index++) {
            Snapshot snapshot = chosen.get(index);
            if (failing.orElse(-1) == index) {
                tell(snapshot.told(Order.SUSPEND, ""));
                lost = true;
            } else if (snapshot.order() == Order.FOLLOW) {
                following.add(snapshot);
            }
        }
        establish(following.stream().filter(Snapshot::consistent).toList(), true);
        establish(following.stream().filter(it -> !it.consistent()).toList(), false);
        String time = LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString();
        following.forEach(it -> tell(it.told(Order.SPLIT, time)));
        keep();
        if (lost) {
            throw Refusal.byArray(Codes.SUSPENDED, "EX_EWSUSE: a pair was suspended.");
        }
    }

    private void establish(List<Snapshot> together, boolean atOnce) throws ArrayException {
        if (together.isEmpty()) {
            return;
        }
        Set<CopyOption> options = EnumSet.copyOf(KEEP);
        if (atOnce) {
            options.add(CopyOption.ONE_INSTANT);
        }
        List<PairRequest> requests = together.stream()
                .map(it -> PairRequest.ofVolumes(it.source(), it.target()))
                .toList();
        for (PairResult result : system.establish(requests, options)) {
            if (result.failure().isPresent()) {
                throw result.failure().get();
            }
        }
    }

    /** Drops images; those without one are left alone. */
    synchronized void resync(Predicate<Snapshot> wanted) throws Refusal, ArrayException {
        for (Snapshot snapshot : chosen(wanted, "resync", Set.of("PAIR", "PSUS", "PSUE"))) {
            end(snapshot);
            tell(snapshot.told(Order.FOLLOW, ""));
        }
        keep();
    }

    /** Gives images back to their sources; what has none is left alone. */
    synchronized void restore(Predicate<Snapshot> wanted) throws Refusal, ArrayException {
        for (Snapshot snapshot : chosen(wanted, "restore", Set.of("PAIR", "PSUS", "RCPY"))) {
            if (snapshot.order() == Order.SPLIT) {
                PairRequest request = PairRequest.ofVolumes(snapshot.source(), snapshot.target());
                for (PairResult result : system.establish(List.of(request), GIVE_BACK)) {
                    if (result.failure().isPresent()) {
                        throw result.failure().get();
                    }
                }
                tell(snapshot.told(Order.RESTORE, ""));
            }
        }
        keep();
    }

    /** In any status. */
    synchronized void delete(Predicate<Snapshot> wanted) throws Refusal, ArrayException {
        for (Snapshot snapshot : chosen(wanted, "delete", Set.of("PAIR", "PSUS", "PSUE", "RCPY"))) {
            end(snapshot);
            snapshots.remove(snapshot.id());
        }
        keep();
    }

    private void end(Snapshot snapshot) throws ArrayException {
        Map<String, Relation> relations = relations();
        List<Relation> own = new ArrayList<>();
        forward(snapshot, relations).ifPresent(own::add);
        back(snapshot, relations).ifPresent(own::add);
        system.withdraw(own);
    }

    private List<Snapshot> chosen(Predicate<Snapshot> wanted, String verb, Set<String> statuses) throws Refusal {
        Map<Snapshot, String> found = find(wanted);
        if (found.isEmpty()) {
            throw Refusal.missing("The snapshot or snapshot group");
        }
        for (Map.Entry<Snapshot, String> entry : found.entrySet()) {
            if (!statuses.contains(entry.getValue())) {
                throw Refusal.byArray(
                        Codes.WRONG_STATUS,
                        "EX_CMDRJE: snapshot " + entry.getKey().id() + " cannot be told to " + verb + " in status "
                                + entry.getValue() + ".");
            }
        }
        return List.copyOf(found.keySet());
    }

    /** A restore that has arrived ends in a pair without image. */
    private void settle() {
        Map<String, Relation> relations = relations();
        for (Snapshot snapshot : List.copyOf(snapshots.values())) {
            Optional<Relation> back = back(snapshot, relations);
            if (snapshot.order() == Order.RESTORE
                    && back.filter(it -> it.outOfSyncTracks() == 0).isPresent()) {
                try {
                    system.withdraw(List.of(back.get()));
                    tell(snapshot.told(Order.FOLLOW, ""));
                    keep();
                } catch (ArrayException cause) {
                    tell(snapshot.told(Order.SUSPEND, ""));
                }
            }
        }
    }

    private String status(Snapshot snapshot, Map<String, Relation> relations) {
        return snapshot.status(forward(snapshot, relations), back(snapshot, relations));
    }

    private static Optional<Relation> forward(Snapshot snapshot, Map<String, Relation> relations) {
        return Optional.ofNullable(relations.get(snapshot.source() + snapshot.target()));
    }

    private static Optional<Relation> back(Snapshot snapshot, Map<String, Relation> relations) {
        return Optional.ofNullable(relations.get(snapshot.target() + snapshot.source()));
    }

    private Map<String, Relation> relations() {
        Map<String, Relation> relations = new HashMap<>();
        system.relations().forEach(it -> relations.put(it.source() + it.target(), it));
        return relations;
    }

    private void tell(Snapshot snapshot) {
        snapshots.put(snapshot.id(), snapshot);
    }

    private void keep() throws ArrayException {
        file.write(List.copyOf(snapshots.values()));
    }
}
