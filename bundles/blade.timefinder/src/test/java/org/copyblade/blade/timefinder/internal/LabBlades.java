package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.timefinder.internal.array.Term;

/** Instances of the blade that take turns. They wait for late requests only where one is expected. */
final class LabBlades implements AutoCloseable {

    private final List<TimeFinderBlade> hasty;
    private final List<TimeFinderBlade> patient;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean late;

    LabBlades(Laboratory laboratory) throws BladeException {
        TimeFinderSettings quick = laboratory.settings(Term.UNLIMITED, Duration.ofMillis(20));
        TimeFinderSettings slow = laboratory.settings(Term.UNLIMITED, Duration.ofSeconds(2));
        this.hasty = List.of(Laboratory.blade(quick), Laboratory.blade(quick));
        this.patient = List.of(Laboratory.blade(slow), Laboratory.blade(slow));
    }

    /** Whether a request may be carried out after its caller has given up. */
    void expectLateRequest(boolean expected) {
        late = expected;
    }

    /** Another one than before. */
    TimeFinderBlade next() {
        List<TimeFinderBlade> blades = late ? patient : hasty;
        return blades.get(turn.getAndIncrement() % blades.size());
    }

    @Override
    public void close() {
        hasty.forEach(TimeFinderBlade::close);
        patient.forEach(TimeFinderBlade::close);
    }
}
