package org.copyblade.manager.internal.run;

import java.time.Duration;

/**
 * How long the manager waits between two looks at what only time can change.
 *
 * @param absent how long a step waits for a blade or an adapter that is absent
 * @param retry before the first repetition of a call that may be repeated; each further one waits as long again
 * @param look between two looks at a background copy, and two tries of what must come to pass
 * @param stop how long what a storage does step by step is waited for once the manager stops
 * @param disarm how long a run waits for the end of guards that have nothing left to do
 */
public record Waits(Duration absent, Duration retry, Duration look, Duration stop, Duration disarm) {

    /** As storage and systems need it. */
    public static final Waits USUAL = new Waits(
            Duration.ofSeconds(60),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));
}
