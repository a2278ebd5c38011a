package org.copyblade.guard;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Ends several holds, as whoever stops has to. Any thread. */
public final class LettingGo {

    private LettingGo() {}

    /**
     * Tells all to go on before any is waited for, and then ends each. One that cannot be told, or not be ended, keeps no other
     * from either.
     *
     * @param <T> what a hold is known by
     * @throws RuntimeException or an error, the first there was, with the others in it
     */
    public static <T> void ofAll(Collection<T> holds, Consumer<? super T> resume, Consumer<? super T> end) {
        List<T> all = List.copyOf(holds);
        Throwable failure = each(all, end, each(all, resume, null));
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private static <T> Throwable each(List<T> all, Consumer<? super T> what, Throwable before) {
        Throwable first = before;
        for (T one : all) {
            try {
                what.accept(one);
            } catch (RuntimeException | Error e) {
                if (first == null) {
                    first = e;
                } else if (first != e) {
                    first.addSuppressed(e);
                }
            }
        }
        return first;
    }
}
