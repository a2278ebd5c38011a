package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.PairResult;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.face.KeptList;
import org.copyblade.lab.powermax.internal.CloneSession.Order;

/**
 * The TimeFinder/Clone sessions of an array. One that copies before its point in time is a mirror pair of the array below,
 * and its activation the split. Orders come one at a time; after a death the relations say what became of the last one.
 */
final class CloneSessions {
    private static final String DOING = "modifying the clone resource";
    private static final Set<CopyOption> FOLLOW =
            EnumSet.of(CopyOption.MIRROR, CopyOption.PERMIT_SPACE_EFFICIENT_TARGET);
    private static final Set<CopyOption> TURN =
            EnumSet.of(CopyOption.REVERSE_RESTORE, CopyOption.PERSISTENT, CopyOption.RECORD_CHANGES);
    private static final Set<CopyOption> BACK =
            EnumSet.of(CopyOption.PERSISTENT, CopyOption.RECORD_CHANGES, CopyOption.PERMIT_SPACE_EFFICIENT_TARGET);

    private final StorageSystem system;
    private final KeptList<CloneSession> file;
    private final Map<String, CloneSession> sessions = new LinkedHashMap<>(); // guarded by this; by pair

    CloneSessions(StorageSystem system, Path home) throws IOException {
        this.system = system;
        this.file = new KeptList<>(
                home, "powermax-clones-" + system.settings().serial(), CloneSession.class, new JsonMapper());
        file.read().forEach(this::tell);
        afterStart();
    }

    /** An order that was carried out and not kept. */
    private synchronized void afterStart() {
        for (CloneState state : states(sessions.values())) {
            CloneSession session = state.session();
            if (state.back().isPresent()) {
                tell(session.told(Order.RESTORE));
            } else if (state.forward().filter(Relation::mirrors).isPresent()) {
                tell(session.told(Order.PRECOPY));
            } else if (session.order() == Order.RESTORE) {
                tell(session.told(Order.SPLIT));
            } else if (session.order() == Order.PRECOPY && state.forward().isPresent()) {
                tell(session.told(Order.ACTIVATE));
            }
        }
    }

    /** All sessions that fit, in the order they were made. */
    synchronized List<CloneState> find(Predicate<CloneSession> wanted) throws ArrayException {
        List<CloneSession> over = new ArrayList<>();
        for (CloneState state : states(sessions.values())) {
            if (state.session().endsWhenCopied() && state.is(CloneState.COPIED)) {
                system.withdraw(state.forward().stream().toList());
                over.add(state.session());
            }
        }
        if (!over.isEmpty()) {
            over.forEach(it -> sessions.remove(it.toString()));
            keep();
        }
        return states(sessions.values().stream().filter(wanted).toList());
    }

    /** Makes pairs, or readies those that are there for their next point in time; all or none. */
    synchronized void create(List<PairRequest> pairs, boolean endsWhenCopied) throws Refusal, ArrayException {
        Map<String, CloneState> there = new HashMap<>();
        find(it -> true).forEach(it -> there.put(it.session().toString(), it));
        List<CloneSession> made = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        for (PairRequest pair : pairs) {
            CloneSession fresh = new CloneSession(pair.source(), pair.target(), Order.CREATE, endsWhenCopied);
            Optional<CloneState> before = Optional.ofNullable(there.get(fresh.toString()));
            if (before.isPresent()) {
                require(before.get(), "be re-created", CloneState.COPIED, CloneState.SPLIT);
            } else {
                requireTarget(fresh);
            }
            if (!targets.add(pair.target())) {
                throw Refusal.byArray(DOING, VolumeIds.shown(pair.target()) + " is named twice");
            }
            made.add(before.isPresent() ? fresh.told(Order.RECREATE) : fresh);
        }
        made.forEach(this::tell);
        keep();
    }

    private void requireTarget(CloneSession pair) throws Refusal {
        Volume source = Members.volume(system, pair.source());
        Volume target = Members.volume(system, pair.target());
        boolean fits = !source.id().equals(target.id())
                && source.emulation() == target.emulation()
                && source.tracks() <= target.tracks();
        if (!fits) {
            throw Refusal.byArray(DOING, "type or size of pair " + pair + " do not fit");
        }
        boolean taken = sessions.values().stream().anyMatch(it -> it.target().equals(pair.target()))
                || system.relations(pair.target()).stream()
                        .anyMatch(it -> it.target().equals(pair.target()));
        if (taken) {
            throw Refusal.byArray(
                    DOING, "The device is already a Copy session Target device: " + VolumeIds.shown(pair.target()));
        }
    }

    /** Begins to copy before the point in time. */
    synchronized void precopy(Predicate<CloneSession> chosen) throws Refusal, ArrayException {
        List<CloneState> wanted = requireLeft(
                chosen(chosen), "be pre-copied", CloneState.PRECOPY, CloneState.CREATED, CloneState.RECREATED);
        follow(wanted);
    }

    /** Copies what has its point in time in the background, or on access only. */
    synchronized void copy(Predicate<CloneSession> chosen, boolean wanted) throws Refusal, ArrayException {
        system.copyInBackground(
                chosen(chosen).stream()
                        .filter(it -> it.session().order() == Order.ACTIVATE)
                        .flatMap(it -> it.forward().stream())
                        .toList(),
                wanted);
    }

    /**
     * The point in time: of all at one instant, or of one after the other. A pair that has one gets the next.
     *
     * @param failing index of a pair that is left as it is, if a fault asks for it
     */
    synchronized void activate(Predicate<CloneSession> chosen, boolean consistent, OptionalInt failing)
            throws Refusal, ArrayException {
        List<CloneState> wanted = new ArrayList<>(chosen(chosen));
        for (CloneState state : wanted) {
            require(
                    state,
                    "be activated",
                    CloneState.CREATED,
                    CloneState.RECREATED,
                    CloneState.PRECOPY,
                    CloneState.COPIED,
                    CloneState.SPLIT);
        }
        if (failing.isPresent() && failing.getAsInt() < wanted.size()) {
            wanted.remove(failing.getAsInt());
        }
        follow(wanted.stream().filter(it -> !it.isPrecopied()).toList());
        List<CloneState> following =
                states(wanted.stream().map(CloneState::session).toList());
        List<Relation> relations =
                following.stream().flatMap(it -> it.forward().stream()).toList();
        if (consistent) {
            system.split(relations);
        } else {
            for (Relation relation : relations) {
                system.split(List.of(relation));
            }
        }
        following.forEach(it -> tell(it.session().told(Order.ACTIVATE)));
        keep();
        if (failing.isPresent()) {
            throw Refusal.byArray(DOING, "refused on demand");
        }
    }

    private void follow(List<CloneState> wanted) throws ArrayException {
        try {
            for (CloneState state : wanted) {
                establish(state.session().forward(), FOLLOW);
                tell(state.session().told(Order.PRECOPY));
            }
        } finally {
            keep();
        }
    }

    /** Copies images back that are copied completely. */
    synchronized void restore(Predicate<CloneSession> chosen) throws Refusal, ArrayException {
        List<CloneState> wanted = new ArrayList<>();
        for (CloneState state : chosen(chosen)) {
            if (state.session().order() != Order.RESTORE) {
                require(state, "be restored", CloneState.COPIED, CloneState.SPLIT);
                wanted.add(state);
            }
        }
        requireAny(wanted);
        try {
            for (CloneState state : wanted) {
                if (state.forward().isPresent()) {
                    establish(state.session().forward(), TURN);
                } else {
                    establish(state.session().back(), BACK);
                }
                tell(state.session().told(Order.RESTORE));
            }
        } finally {
            keep();
        }
    }

    /** Leaves the restored volumes and their images to themselves; the sessions stay. */
    synchronized void split(Predicate<CloneSession> chosen) throws Refusal, ArrayException {
        List<CloneState> wanted = requireLeft(chosen(chosen), "be split", CloneState.SPLIT, CloneState.RESTORED);
        system.withdraw(wanted.stream().flatMap(it -> it.back().stream()).toList());
        wanted.forEach(it -> tell(it.session().told(Order.SPLIT)));
        keep();
    }

    /**
     * Ends sessions; while something is being copied by force only, and the volume copied to is in pieces then. That what is
     * restored is split before is (unconfirmed).
     */
    synchronized void terminate(Predicate<CloneSession> wanted, boolean force) throws Refusal, ArrayException {
        List<CloneState> chosen = chosen(wanted);
        for (CloneState state : chosen) {
            boolean copying = state.is(CloneState.COPY_IN_PROG, CloneState.COPY_ON_ACCESS, CloneState.REST_IN_PROG);
            if (copying && !force) {
                throw Refusal.byArray(DOING, "pair " + state.session() + " is not copied: symforce is needed");
            }
            if (state.is(CloneState.RESTORED)) {
                throw Refusal.byArray(
                        DOING, "pair " + state.session() + " cannot be terminated in state " + CloneState.RESTORED);
            }
        }
        List<Relation> relations = new ArrayList<>();
        for (CloneState state : chosen) {
            state.forward().ifPresent(relations::add);
            state.back().ifPresent(relations::add);
        }
        system.withdraw(relations);
        chosen.forEach(it -> sessions.remove(it.session().toString()));
        keep();
    }

    private List<CloneState> chosen(Predicate<CloneSession> wanted) throws Refusal, ArrayException {
        List<CloneState> chosen = find(wanted);
        if (chosen.isEmpty()) {
            throw Refusal.missing("clone session");
        }
        return chosen;
    }

    /** Those that are not in the wanted state yet, which must be in one of the others. */
    private static List<CloneState> requireLeft(List<CloneState> chosen, String what, String wanted, String... others)
            throws Refusal {
        List<CloneState> left = chosen.stream().filter(it -> !it.is(wanted)).toList();
        for (CloneState state : left) {
            require(state, what, others);
        }
        requireAny(left);
        return left;
    }

    private static void requireAny(List<CloneState> left) throws Refusal {
        if (left.isEmpty()) {
            throw Refusal.byArray(DOING, "The device is already in the desired state or mode");
        }
    }

    /** The words are the lab's own (unconfirmed). */
    private static void require(CloneState state, String what, String... words) throws Refusal {
        if (!state.is(words)) {
            throw Refusal.byArray(DOING, "pair " + state.session() + " cannot " + what + " in state " + state.word());
        }
    }

    private void establish(PairRequest request, Set<CopyOption> options) throws ArrayException {
        for (PairResult result : system.establish(List.of(request), options)) {
            if (result.failure().isPresent()) {
                throw result.failure().get();
            }
        }
    }

    private void tell(CloneSession session) {
        sessions.put(session.toString(), session);
    }

    private void keep() throws ArrayException {
        file.write(List.copyOf(sessions.values()));
    }

    private List<CloneState> states(Collection<CloneSession> of) {
        Map<String, Relation> relations = new HashMap<>();
        system.relations().forEach(it -> relations.put(it.source() + it.target(), it));
        return of.stream()
                .map(session -> new CloneState(
                        session,
                        Optional.ofNullable(relations.get(session.source() + session.target())),
                        Optional.ofNullable(relations.get(session.target() + session.source()))))
                .toList();
    }
}
