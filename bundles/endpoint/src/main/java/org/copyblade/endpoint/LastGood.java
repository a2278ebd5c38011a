package org.copyblade.endpoint;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a component works with, made of its configuration: the last one that could be used. Any thread; changes come one after
 * the other, as a framework makes them.
 *
 * @param <T> what is made
 */
public final class LastGood<T> {

    private volatile T inForce;
    private volatile Optional<String> refusal = Optional.empty();

    /** @param first made of the configuration with which the component began */
    public LastGood(T first) {
        this.inForce = Objects.requireNonNull(first, "first");
    }

    /** What is in force now. A call takes it once: it goes on with it whatever is changed meanwhile. */
    public T get() {
        return inForce;
    }

    /** Why the newest configuration is not in force; empty if it is. */
    public Optional<String> refusal() {
        return refusal;
    }

    /**
     * Takes what is made of a new configuration; where that cannot be used, the last good one stays in force.
     *
     * @param made throws what the component is to tell of a configuration that it refuses
     * @param end what happens to what was in force, of which calls may still be under way
     */
    public void change(Supplier<? extends T> made, Consumer<? super T> end) {
        T before = inForce;
        try {
            inForce = Objects.requireNonNull(made.get(), "made");
            refusal = Optional.empty();
        } catch (RuntimeException e) {
            refusal = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        }
        end.accept(before);
    }
}
