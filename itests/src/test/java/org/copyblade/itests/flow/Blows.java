package org.copyblade.itests.flow;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.itests.flow.Blow.Actor;
import org.copyblade.itests.flow.Blow.Sent;

/** What happens to manager and guards inside one window, in this order. */
record Blows(List<Blow> list) {

    private static final Blow STOP_A = new Blow(Actor.GUARD_A, Sent.STOP);
    private static final Blow STOP_B = new Blow(Actor.GUARD_B, Sent.STOP);
    private static final Blow STOP_MANAGER = new Blow(Actor.MANAGER, Sent.STOP);
    private static final Blow KILL_A = new Blow(Actor.GUARD_A, Sent.KILL);
    private static final Blow KILL_B = new Blow(Actor.GUARD_B, Sent.KILL);
    private static final Blow KILL_MANAGER = new Blow(Actor.MANAGER, Sent.KILL);

    /** The few that every build tries. Guards that are to die together are stopped first: else one sees the other die. */
    static List<Blows> sample() {
        return List.of(
                of(STOP_A, STOP_B, KILL_A, KILL_B), of(STOP_MANAGER), of(STOP_A, STOP_B, KILL_A, KILL_B, KILL_MANAGER));
    }

    /** Every order of every choice of blows, one for each actor at most; and both guards at once with each for the manager. */
    static List<Blows> all() {
        Set<Blows> all = new LinkedHashSet<>(sample());
        all.add(of(STOP_MANAGER, STOP_A, STOP_B, KILL_A, KILL_B));
        all.add(of(STOP_A, STOP_B, KILL_A, KILL_B, STOP_MANAGER));
        all.add(of(STOP_A, STOP_B, KILL_MANAGER, KILL_A, KILL_B));
        extend(List.of(), all);
        return List.copyOf(all);
    }

    private static void extend(List<Blow> before, Set<Blows> all) {
        for (Actor actor : Actor.values()) {
            if (before.stream().anyMatch(blow -> blow.actor() == actor)) {
                continue;
            }
            for (Sent sent : Sent.values()) {
                List<Blow> longer = new ArrayList<>(before);
                longer.add(new Blow(actor, sent));
                all.add(new Blows(List.copyOf(longer)));
                extend(longer, all);
            }
        }
    }

    private static Blows of(Blow... blows) {
        return new Blows(List.of(blows));
    }

    boolean kill(Actor actor) {
        return list.contains(new Blow(actor, Sent.KILL));
    }

    /** Whether nobody is left who could let the server go on: the case that only the next start, or a signal, ends. */
    boolean leaveNobody() {
        return list.stream().map(Blow::actor).distinct().count() == Actor.values().length;
    }

    /** Whether no guard that ran could have seen another actor die. */
    boolean areSeenByNobody() {
        Set<Actor> running = EnumSet.of(Actor.GUARD_A, Actor.GUARD_B);
        for (Blow blow : list) {
            running.remove(blow.actor());
            if (blow.signal() == Sent.KILL && !running.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return list.stream().map(Blow::toString).collect(Collectors.joining(", "));
    }
}
