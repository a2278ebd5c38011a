package org.copyblade.system.ims.internal;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.copyblade.endpoint.PasswordException;
import org.copyblade.endpoint.Secret;
import org.copyblade.system.spi.SystemException;

/**
 * What serves settings by which members are told to go on; made once, however often somebody asks again. A password that a z/OSMF
 * has refused is not sent there again until it is another, but for one try after each of some growing rests: somebody may have
 * resumed the user, and the members may still be held. A configuration that was made anew begins anew. Any thread.
 */
final class FormerParts implements AutoCloseable {

    private static final int MOST = 16;

    private static final List<Duration> RESTS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMinutes(100), Duration.ofHours(6));

    /**
     * @param refusals so far, one after the other
     * @param password that was refused; empty if it cannot be read any more
     */
    private record Rest(int refusals, long since, Optional<Secret> password) {

        void refuseIfResting(ImsSettings wanted, long now) throws SystemException {
            Duration left = RESTS.get(Math.min(refusals, RESTS.size()) - 1).minusNanos(now - since);
            if (!left.isNegative() && !left.isZero() && password.equals(passwordOf(wanted))) {
                throw ImsFault.CONFIG.error(
                        "the password of user '" + wanted.access().user() + "' was refused at "
                                + wanted.access().base() + " and is sent again in "
                                + left.plusSeconds(59).toMinutes() + " minutes, so that the user is not revoked",
                        "correct it, or change any key of the configuration once the user is resumed");
            }
        }
    }

    private final LongSupplier nanos;
    private final Map<ImsSettings, ImsParts> made = new LinkedHashMap<>(); // guarded by this
    private final Map<URI, Rest> rests = new LinkedHashMap<>(); // guarded by this
    private Optional<ImsParts> configured = Optional.empty(); // guarded by this
    private boolean closed; // guarded by this

    FormerParts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * @param now what serves the configuration, and them if they are the same
     * @throws SystemException if nothing can serve them, or their password rests
     */
    synchronized ImsParts serving(ImsParts now, ImsSettings wanted) throws SystemException {
        if (configured.filter(parts -> parts == now).isEmpty()) {
            configured = Optional.of(now);
            drop(served -> true);
            rests.clear();
        }
        Rest rest = rests.get(wanted.access().base());
        if (rest != null) {
            rest.refuseIfResting(wanted, nanos.getAsLong());
        }
        ImsParts known = made.get(wanted);
        if (known != null) {
            return known;
        }
        // A client does not send again what it was refused twice.
        return rest == null && now.settings().equals(wanted) ? now : keep(ImsParts.of(wanted));
    }

    /** Its password was refused. */
    synchronized void refused(ImsSettings settings) {
        URI place = settings.access().base();
        drop(served -> served.access().base().equals(place));
        Rest last = rests.get(place);
        rests.put(place, new Rest(last == null ? 1 : last.refusals() + 1, nanos.getAsLong(), passwordOf(settings)));
    }

    /** Its password was taken. */
    synchronized void accepted(ImsSettings settings) {
        rests.remove(settings.access().base());
    }

    private static Optional<Secret> passwordOf(ImsSettings settings) {
        try {
            return Optional.of(settings.access().password().password());
        } catch (PasswordException e) {
            // Whoever asks with it says so.
            return Optional.empty();
        }
    }

    /** No thread of what was made, or is made from now on, idles any more; whoever is told to go on by it still is. */
    @Override
    public synchronized void close() {
        closed = true;
        drop(served -> true);
    }

    private void drop(Predicate<ImsSettings> which) {
        made.entrySet().removeIf(served -> {
            boolean dropped = which.test(served.getKey());
            if (dropped) {
                served.getValue().close();
            }
            return dropped;
        });
    }

    private ImsParts keep(ImsParts parts) {
        if (made.size() == MOST) {
            drop(served -> true);
        }
        if (closed) {
            parts.close();
        }
        made.put(parts.settings(), parts);
        return parts;
    }
}
