package org.copyblade.blade.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/** Answer of one step of long work. */
public sealed interface Advance {

    /** The newest binding, to be journaled before the next call. */
    Binding binding();

    /** Calls the function that fits. */
    <R> R fold(Function<Continues, R> continues, Function<Done, R> done);

    /**
     * More steps are needed.
     *
     * @param percent done so far, 0 to 100
     * @param pause how long to wait before the next step
     */
    record Continues(Binding binding, int percent, Duration pause) implements Advance {

        public Continues {
            Objects.requireNonNull(binding, "binding");
            Objects.requireNonNull(pause, "pause");
        }

        @Override
        public <R> R fold(Function<Continues, R> continues, Function<Done, R> done) {
            return continues.apply(this);
        }
    }

    /** Nothing is left to do. */
    record Done(Binding binding) implements Advance {

        public Done {
            Objects.requireNonNull(binding, "binding");
        }

        @Override
        public <R> R fold(Function<Continues, R> continues, Function<Done, R> done) {
            return done.apply(this);
        }
    }
}
