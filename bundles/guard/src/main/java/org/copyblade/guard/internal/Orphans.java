package org.copyblade.guard.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.copyblade.guard.Abandoned;

/**
 * What was held although nobody was there to let it go.
 *
 * @param ended holds that were ended
 * @param nextLook when others may have become so: after the last limit that is ahead, for their guards may be stopped; empty if there are none
 */
public record Orphans(List<Abandoned> ended, Optional<Duration> nextLook) {

    public Orphans {
        ended = List.copyOf(ended);
    }
}
