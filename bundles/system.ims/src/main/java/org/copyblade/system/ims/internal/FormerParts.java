package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * What serves settings by which members are told to go on; made once, however often somebody asks again. A client does not send a
 * password again that was refused twice; here one made anew sends it after each of some growing rests, for somebody may have
 * resumed the user, and the members may still be held. Any thread.
 */
final class FormerParts {

    private static final int MOST = 16;

    private static final List<Duration> RESTS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMinutes(100), Duration.ofHours(6));

    private record Rest(int refusals, long since) {

        boolean isOver(long now) {
            return now - since
                    >= RESTS.get(Math.min(refusals, RESTS.size()) - 1).toNanos();
        }
    }

    private final LongSupplier nanos;
    private final Map<ImsSettings, ImsParts> made = new LinkedHashMap<>(); // guarded by this
    private final Map<ImsSettings, Rest> rests = new LinkedHashMap<>(); // guarded by this
    private Optional<ImsParts> configured = Optional.empty(); // guarded by this

    FormerParts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * @param now what serves the configuration, and them if they are the same
     * @param call for a password whose rest is over
     * @throws SystemException if nothing can serve them
     */
    ImsParts serving(ImsParts now, ImsSettings wanted, ZosmfCall call) throws SystemException {
        ImsParts known = known(now, wanted);
        if (takesTurn(wanted)) {
            // The one that is known goes on with the password only once it is another, so this is the one try of this
            // rest.
            ImsParts anew = ImsParts.of(wanted);
            if (!anew.mute(call).equals(Optional.of(Reason.CREDENTIALS))) {
                accepted(anew);
                return anew;
            }
        }
        return known;
    }

    /** Its password was refused, as far as it was sent at all. */
    synchronized void refused(ImsParts ims) {
        rests.putIfAbsent(ims.settings(), new Rest(1, nanos.getAsLong()));
    }

    private synchronized ImsParts known(ImsParts now, ImsSettings wanted) throws SystemException {
        if (configured.filter(parts -> parts == now).isEmpty()) {
            // A configuration that was made anew begins anew.
            configured = Optional.of(now);
            made.remove(now.settings());
            rests.remove(now.settings());
        }
        ImsParts known = made.get(wanted);
        if (known != null) {
            return known;
        }
        return now.settings().equals(wanted) ? now : keep(ImsParts.of(wanted));
    }

    /** Whether a rest is over; the next one begins then. */
    private synchronized boolean takesTurn(ImsSettings wanted) {
        Rest rest = rests.get(wanted);
        long now = nanos.getAsLong();
        if (rest == null || !rest.isOver(now)) {
            return false;
        }
        rests.put(wanted, new Rest(rest.refusals() + 1, now));
        return true;
    }

    private synchronized void accepted(ImsParts anew) {
        rests.remove(anew.settings());
        keep(anew);
    }

    private ImsParts keep(ImsParts parts) {
        if (made.size() == MOST) {
            made.clear();
            rests.clear();
        }
        made.put(parts.settings(), parts);
        return parts;
    }
}
