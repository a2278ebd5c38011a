package org.copyblade.blade.spi;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Answer of one prepare step. */
public sealed interface Preparation {

    /** The newest binding, to be journaled before the next call. */
    Binding binding();

    /** Calls the function that fits. */
    <R> R fold(Function<Continues, R> continues, Function<Prepared, R> prepared);

    /**
     * More steps are needed.
     *
     * @param percent done so far, 0 to 100
     * @param pause how long to wait before the next step
     */
    record Continues(Binding binding, int percent, Duration pause) implements Preparation {

        public Continues {
            Objects.requireNonNull(binding, "binding");
            Objects.requireNonNull(pause, "pause");
        }

        @Override
        public <R> R fold(Function<Continues, R> continues, Function<Prepared, R> prepared) {
            return continues.apply(this);
        }
    }

    /**
     * The point in time can be taken now.
     *
     * @param method how the group will really be copied
     * @param holds what a hold will act on, in canonical order
     * @param storageTimer after which the storage itself lets held writes go, if it has such a timer
     * @param thaw how a guard outside this process lets held writes go, if it can; stays valid for the window to come
     */
    record Prepared(
            Binding binding,
            CopyMethod method,
            List<HoldDomain> holds,
            Optional<Duration> storageTimer,
            Optional<ThawRecipe> thaw)
            implements Preparation {

        public Prepared {
            Objects.requireNonNull(binding, "binding");
            Objects.requireNonNull(method, "method");
            holds = holds.stream().sorted().distinct().toList();
            Objects.requireNonNull(storageTimer, "storageTimer");
            Objects.requireNonNull(thaw, "thaw");
        }

        /** Prepared without any hold by the storage. */
        public static Prepared withoutHold(Binding binding, CopyMethod method) {
            return new Prepared(binding, method, List.of(), Optional.empty(), Optional.empty());
        }

        @Override
        public <R> R fold(Function<Continues, R> continues, Function<Prepared, R> prepared) {
            return prepared.apply(this);
        }
    }
}
