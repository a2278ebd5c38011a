package org.copyblade.system.ims.internal;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;

/** Resumes by the token of an instance that is gone. Any thread. */
final class FormerResume implements AutoCloseable {

    private final RemoteGuards guards;
    private final FormerHold former;

    FormerResume(RemoteGuards guards, FormerHold former) {
        this.guards = guards;
        this.former = former;
    }

    /** As {@link FormerParts#close()}. */
    @Override
    public void close() {
        former.close();
    }

    /**
     * A token of an instance that is gone. A later hold is left alone; the members are told to go on, whatever they do: those
     * that the token notes, where and how it notes it, for by now something else may be configured. It takes the epoch alone, so a
     * token that is not understood ends the hold of the members that are configured, as they are configured.
     *
     * @throws IllegalStateException if they may still be held, which must not be taken for an answer
     */
    Resumption resume(SuspendToken token, ImsParts now) {
        HoldData noted;
        try {
            noted = HoldData.of(token);
        } catch (SystemException e) {
            // Whoever made it may have held more, or otherwise, than is known here.
            return resume(token, now, List.of(List.of(now.settings())), Holds.key(now.settings()), e.getMessage());
        }
        ImsSettings wanted = now.settings().of(noted.members());
        List<List<ImsSettings>> places =
                noted.way().map(way -> way.tries(wanted)).orElse(List.of(List.of(wanted)));
        return resume(token, now, places, noted.key().isEmpty() ? Holds.key(wanted) : noted.key(), "");
    }

    /**
     * @param places by what its members are told to go on
     * @param key of the lease of its guards
     * @param doubt whether others may have been held, too; empty if not
     */
    private Resumption resume(
            SuspendToken token, ImsParts now, List<List<ImsSettings>> places, String key, String doubt) {
        long open = openEpoch(key, token);
        boolean later = open > token.epoch();
        if (later && !places.get(0).get(0).hook().way().endsOwnEpochOnly()) {
            return new Resumption(
                    Verdict.NOT_HELD,
                    "a later hold has taken over, whose end is the end of this one",
                    0,
                    System.nanoTime());
        }
        List<String> ended = new ArrayList<>();
        List<String> words = new ArrayList<>();
        if (!doubt.isEmpty() && !later) {
            words.add(doubt + "; " + places.get(0).get(0).members() + " were told to go on all the same");
        }
        // A member may go on by the very epoch only that holds it.
        boolean earlier = open != 0 && open < token.epoch();
        for (long epoch : earlier ? List.of(open, token.epoch()) : List.of(token.epoch())) {
            SiteHook.Release release = former.letGo(now, places, epoch);
            if (!release.unknown().isEmpty()) {
                String held = String.join("; ", release.mayBeHeld());
                if (!now.settings().hook().ended().contains(epoch)) {
                    throw ByWord.mayBeHeld(token, now, epoch, held);
                }
                words.add(ByWord.said(epoch, held));
            }
            ended.addAll(release.ended());
        }
        long resumed = System.nanoTime();
        try {
            guards.closeEpoch(key, earlier ? open : token.epoch());
        } catch (GuardException e) {
            return new Resumption(Verdict.BROKEN, e.getMessage(), 0, resumed);
        }
        List<Member> members = places.get(0).get(0).members();
        if (!words.isEmpty()) {
            return new Resumption(Verdict.BROKEN, String.join("; ", words), 0, resumed);
        }
        return ended.isEmpty()
                ? new Resumption(Verdict.NOT_HELD, "no member was held", 0, resumed)
                : new Resumption(
                        Verdict.BROKEN, members + " were still held by a hold that nobody finished", 0, resumed);
    }

    /** Where nobody can tell whether a later hold is open, members that stay held are worse than one that is broken. */
    private long openEpoch(String key, SuspendToken token) {
        try {
            return guards.openEpoch(key);
        } catch (GuardException e) {
            return token.epoch();
        }
    }
}
