package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.copyblade.lab.array.Snapshot;

/** How long a snapshot is to be kept: a whole number of days, or of hours. */
final class Terms {
    /** (unconfirmed) */
    private static final long MOST_DAYS = 400;

    private Terms() {}

    /** @param names of time to live, of secure, of the flag that makes days hours */
    static Snapshot.Term of(JsonNode object, String timeToLive, String secure, String inHours) throws Refusal {
        Optional<Long> live = Request.number(object, timeToLive).filter(it -> it > 0);
        Optional<Long> kept = Request.number(object, secure).filter(it -> it > 0);
        if (live.isPresent() && kept.isPresent()) {
            throw Refusal.malformed("only one of '" + timeToLive + "' and '" + secure + "' may be given");
        }
        Optional<Long> units = live.or(() -> kept);
        if (units.isEmpty()) {
            return Snapshot.Term.UNLIMITED;
        }
        boolean hours = Request.flag(object, inHours);
        if (units.get() > MOST_DAYS * (hours ? 24 : 1)) {
            throw Refusal.malformed("a snapshot is kept for " + MOST_DAYS + " days at most");
        }
        Duration length = hours ? Duration.ofHours(units.get()) : Duration.ofDays(units.get());
        return new Snapshot.Term(Optional.of(Instant.now().plus(length)), kept.isPresent());
    }
}
