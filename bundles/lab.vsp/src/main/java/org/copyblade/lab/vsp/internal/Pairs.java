package org.copyblade.lab.vsp.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
import org.copyblade.lab.array.face.KeptList;
import org.copyblade.lab.vsp.internal.Pair.Order;

/**
 * The ShadowImage pairs of a system: mirror pairs of the array below, with names, mirror units and consistency groups.
 * Orders come one at a time. Intent is kept before the array is told; after a death the array says what came of it.
 */
final class Pairs {
    private static final int FASTEST_PACE = 15;
    private static final Set<CopyOption> FOLLOW =
            EnumSet.of(CopyOption.MIRROR, CopyOption.PERMIT_SPACE_EFFICIENT_TARGET);
    private static final Set<CopyOption> TURN =
            EnumSet.of(CopyOption.REVERSE_RESTORE, CopyOption.PERSISTENT, CopyOption.RECORD_CHANGES);

    private final StorageSystem system;
    private final PairRules rules;
    private final KeptList<Pair> file;
    private final Map<String, Pair> pairs = new LinkedHashMap<>(); // guarded by this; by id

    Pairs(StorageSystem system, VspSettings settings, Path home) throws IOException {
        this.system = system;
        this.rules = new PairRules(system, settings);
        this.file = new KeptList<>(home, "vsp-pairs-" + system.settings().serial(), Pair.class, PairForm.JSON);
        file.read().forEach(pair -> pairs.put(pair.id(), pair));
        afterStart();
    }

    /** An order that was kept and not carried out, or carried out and not kept: the relations say which. */
    private synchronized void afterStart() {
        for (PairState state : states(pairs.values())) {
            Pair pair = state.pair();
            if (pair.order() == Order.SUSPEND) {
                continue;
            }
            if (state.forward().isEmpty() && state.back().isEmpty()) {
                pairs.remove(pair.id());
            } else if (state.back().isPresent()) {
                pairs.put(pair.id(), pair.told(Order.RESTORE));
            } else if (state.forward().get().mirrors() != follows(pair.order())) {
                boolean following = state.forward().get().mirrors();
                pairs.put(pair.id(), pair.told(following ? Order.RESYNC : Order.QUICK_SPLIT));
            }
        }
    }

    private static boolean follows(Order order) {
        return order == Order.CREATE || order == Order.RESYNC || order == Order.QUICK_RESYNC;
    }

    /** All pairs that fit, in the order they were made. */
    synchronized List<PairState> find(Predicate<Pair> wanted) {
        settle();
        return states(pairs.values().stream().filter(wanted).toList());
    }

    /** Makes a pair; {@code pair} may name the same group as others or a new one. */
    synchronized void create(PairRules.Wanted wanted) throws Refusal, ArrayException {
        settle();
        Pair pair = rules.create(wanted, pairs.values());
        pairs.put(pair.id(), pair);
        // The pace goes first: until it is told, a pair copies at that of all others.
        keep();
        boolean made = false;
        try {
            follow(pair);
            made = true;
        } finally {
            if (!made) {
                pairs.remove(pair.id());
                keep();
            }
        }
    }

    /**
     * Splits pairs: those in one consistency group at one instant, others one after the other. All or none, unless one of
     * them fails on demand.
     *
     * @param failing index of a pair that is suspended instead, if a fault asks for it
     */
    synchronized void split(Predicate<Pair> wanted, boolean quick, OptionalInt pace, OptionalInt failing)
            throws Refusal, ArrayException {
        settle();
        List<PairState> chosen = chosen(wanted);
        PairRules.requireSplittable(chosen);
        List<PairState> following = new ArrayList<>();
        List<Pair> lost = new ArrayList<>();
        for (int index = 0; index < chosen.size(); index++) {
            if (failing.orElse(-1) == index) {
                lost.add(chosen.get(index).pair());
            } else if (chosen.get(index).forward().filter(Relation::mirrors).isPresent()) {
                following.add(chosen.get(index));
            }
        }
        splitAtOnce(following);
        for (PairState state : following) {
            tell(state.pair().with(pace.orElse(state.pair().pace()), quick ? Order.QUICK_SPLIT : Order.SPLIT));
        }
        lost.forEach(this::suspend);
        keep();
        if (!lost.isEmpty()) {
            throw Refusal.byArray(Codes.SUSPENDED, "EX_EWSUSE: a pair was suspended.");
        }
    }

    private void splitAtOnce(List<PairState> following) throws ArrayException {
        Map<Integer, List<Relation>> groups = new LinkedHashMap<>();
        List<Relation> alone = new ArrayList<>();
        for (PairState state : following) {
            Relation relation = state.forward().orElseThrow();
            OptionalInt group = state.pair().consistencyGroup();
            if (group.isPresent()) {
                groups.computeIfAbsent(group.getAsInt(), none -> new ArrayList<>())
                        .add(relation);
            } else {
                alone.add(relation);
            }
        }
        for (List<Relation> together : groups.values()) {
            system.split(together);
        }
        for (Relation relation : alone) {
            system.split(List.of(relation));
        }
    }

    /** Suspends pairs by force: nothing is known of their differences any more. */
    synchronized void suspend(Predicate<Pair> wanted) throws Refusal, ArrayException {
        settle();
        chosen(wanted).forEach(state -> suspend(state.pair()));
        keep();
    }

    private void suspend(Pair pair) {
        try {
            PairState state = states(List.of(pair)).get(0);
            system.withdraw(state.forward().stream().toList());
            system.withdraw(state.back().stream().toList());
        } catch (ArrayException cause) {
            // The relation is of no use either way: the pair says that it is suspended.
            tell(pair.told(Order.SUSPEND));
            return;
        }
        tell(pair.told(Order.SUSPEND));
    }

    /** Lets pairs follow again; those that follow are left alone. */
    synchronized void resync(Predicate<Pair> wanted, boolean quick, OptionalInt pace) throws Refusal, ArrayException {
        settle();
        List<PairState> chosen = chosen(wanted);
        for (PairState state : chosen) {
            if (state.isSplit() || state.pvolStatus().equals("PSUE")) {
                Pair pair = state.pair();
                follow(pair);
                boolean whole = pair.order() == Order.SUSPEND;
                Order order = whole ? Order.CREATE : quick ? Order.QUICK_RESYNC : Order.RESYNC;
                tell(pair.with(pace.orElse(pair.pace()), order));
            }
        }
        keep();
    }

    /**
     * Copies back the images of split pairs.
     *
     * @param quick may hosts use the P-VOLs meanwhile?
     */
    synchronized void restore(Predicate<Pair> wanted, boolean quick, OptionalInt pace) throws Refusal, ArrayException {
        settle();
        List<PairState> chosen = chosen(wanted);
        PairRules.requireRestorable(chosen, states(pairs.values()));
        Set<CopyOption> options = EnumSet.copyOf(TURN);
        if (!quick) {
            options.add(CopyOption.INHIBIT_TARGET_WRITES);
        }
        for (PairState state : chosen) {
            if (state.isSplit()) {
                Pair pair = state.pair();
                establish(PairRequest.ofVolumes(pair.source(), pair.target()), options);
                tell(pair.with(pace.orElse(pair.pace()), Order.RESTORE));
            }
        }
        keep();
    }

    /** Dissolves pairs, all or none. */
    synchronized void delete(Predicate<Pair> wanted, boolean force) throws Refusal, ArrayException {
        settle();
        List<PairState> chosen = chosen(wanted);
        if (!force) {
            PairRules.requireDeletable(chosen);
        }
        List<Relation> relations = new ArrayList<>();
        for (PairState state : chosen) {
            state.forward().ifPresent(relations::add);
            state.back().ifPresent(relations::add);
        }
        system.withdraw(relations);
        chosen.forEach(state -> pairs.remove(state.pair().id()));
        keep();
    }

    private List<PairState> chosen(Predicate<Pair> wanted) throws Refusal {
        List<PairState> chosen = states(pairs.values().stream().filter(wanted).toList());
        if (chosen.isEmpty()) {
            throw Refusal.missing("The copy group or copy pair");
        }
        return chosen;
    }

    /** Lets pairs whose reverse copy has arrived follow again; nobody need ask for that. */
    private void settle() {
        for (PairState state : states(pairs.values())) {
            if (state.isRestored()) {
                Pair pair = state.pair();
                try {
                    if (state.back().isPresent()) {
                        establish(PairRequest.ofVolumes(pair.target(), pair.source()), TURN);
                    }
                    follow(pair);
                    tell(pair.told(Order.RESYNC));
                    keep();
                } catch (ArrayException refusal) {
                    suspend(pair);
                }
            }
        }
    }

    private void follow(Pair pair) throws ArrayException {
        establish(PairRequest.ofVolumes(pair.source(), pair.target()), FOLLOW);
    }

    private void establish(PairRequest request, Set<CopyOption> options) throws ArrayException {
        for (PairResult result : system.establish(List.of(request), options)) {
            if (result.failure().isPresent()) {
                throw result.failure().get();
            }
        }
    }

    private void tell(Pair pair) {
        pairs.put(pair.id(), pair);
    }

    private void keep() throws ArrayException {
        file.write(List.copyOf(pairs.values()));
        pace();
    }

    /** The array below copies at one speed: that of the fastest pair, where 15 is what the seed says. */
    private void pace() {
        int fastest = pairs.values().stream().mapToInt(Pair::pace).max().orElse(FASTEST_PACE);
        system.backgroundTracksPerSecond(
                (int) ((long) system.settings().backgroundTracksPerSecond() * fastest / FASTEST_PACE));
    }

    private List<PairState> states(Collection<Pair> of) {
        Map<String, Relation> relations = new HashMap<>();
        system.relations().forEach(it -> relations.put(it.source() + it.target(), it));
        return of.stream()
                .map(pair -> new PairState(
                        pair,
                        Optional.ofNullable(relations.get(pair.source() + pair.target())),
                        Optional.ofNullable(relations.get(pair.target() + pair.source()))))
                .toList();
    }

    /** The mirror units of a P-VOL that no pair has. */
    static IntStream freeUnits(int pvol, int first, Collection<Pair> pairs) {
        return IntStream.rangeClosed(first, 2)
                .filter(unit -> pairs.stream().noneMatch(it -> it.pvol() == pvol && it.mirrorUnit() == unit));
    }
}
