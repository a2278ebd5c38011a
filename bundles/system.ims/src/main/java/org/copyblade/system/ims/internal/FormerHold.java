package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * Ends holds of instances that are gone, or that what they were begun with does not end, by what was noted and, where that does
 * not do, by what is configured now. Any thread.
 */
final class FormerHold implements AutoCloseable {

    private static final int MOST = 16;

    /** Of the look whether somebody answers. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Duration patience;
    private final Duration look;
    private final FormerParts parts;

    /** Who has said that a hold of this epoch ended; asked once more, they can only say that nothing is held. */
    private final Map<Long, Set<String>> gone = new LinkedHashMap<>(); // guarded by itself

    /**
     * @param patience of one try
     * @param nanos a clock
     */
    FormerHold(Duration patience, LongSupplier nanos) {
        this.patience = patience;
        this.look = patience.compareTo(LOOK) < 0 ? patience : LOOK;
        this.parts = new FormerParts(nanos);
    }

    /** As {@link FormerParts#close()}. */
    @Override
    public void close() {
        parts.close();
    }

    /**
     * Lets the members of one epoch go on.
     *
     * @param now what serves the configuration
     * @param places by what to do it, in their order; what is noted first
     */
    SiteHook.Release letGo(ImsParts now, List<List<ImsSettings>> places, long epoch) {
        ImsSettings noted = places.get(0).get(0);
        Tally tally = new Tally(gone(epoch));
        for (List<ImsSettings> place : places) {
            boolean last = place.equals(places.get(places.size() - 1));
            boolean answers = true;
            for (int way = 0; way < place.size() && (answers || last); way++) {
                Asked asked = ask(now, place.get(way), epoch);
                if (tally.settledBy(asked.release(), ResumeWay.asksTheSame(noted, place.get(way)))) {
                    return ended(epoch, tally);
                }
                answers = asked.answers();
            }
            if (answers) {
                break;
            }
        }
        return ended(epoch, tally);
    }

    /** @param answers whether somebody answers there */
    private record Asked(SiteHook.Release release, boolean answers) {}

    private Asked ask(ImsParts now, ImsSettings settings, long epoch) {
        try {
            ImsParts ims = parts.serving(now, settings);
            // First of all: commands to all at one time would each send a wrong password.
            Optional<Reason> mute = ims.mute(ZosmfCall.within(look));
            if (mute.equals(Optional.of(Reason.CREDENTIALS))) {
                parts.refused(settings);
                return new Asked(
                        SiteHook.Release.unknown(
                                settings.members(),
                                "user or password are refused at "
                                        + settings.access().base()),
                        false);
            }
            if (mute.isEmpty()) {
                parts.accepted(settings);
            }
            return new Asked(ims.hook().letGo(epoch, 0, ZosmfCall.within(patience)), mute.isEmpty());
        } catch (SystemException e) {
            return new Asked(SiteHook.Release.unknown(settings.members(), e.getMessage()), false);
        }
    }

    private Set<String> gone(long epoch) {
        synchronized (gone) {
            return new HashSet<>(gone.getOrDefault(epoch, Set.of()));
        }
    }

    private SiteHook.Release ended(long epoch, Tally tally) {
        wentOn(epoch, tally.gone());
        return tally.release();
    }

    /** They have said that a hold of this epoch ended; whoever asked them. */
    void wentOn(long epoch, Collection<String> members) {
        synchronized (gone) {
            if (gone.size() == MOST && !gone.containsKey(epoch)) {
                gone.remove(gone.keySet().iterator().next());
            }
            gone.computeIfAbsent(epoch, none -> new HashSet<>()).addAll(members);
        }
    }
}
