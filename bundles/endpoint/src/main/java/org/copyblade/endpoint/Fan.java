package org.copyblade.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Does several requests at one time and waits for all of them; each is bounded by its own call. Any thread. */
public final class Fan {

    /**
     * One request.
     *
     * @param <T> what it is about
     * @param <R> what it brings
     * @param <X> how it fails
     */
    public interface Request<T, R, X extends Exception> {
        R send(T item) throws X;
    }

    private final Executor threads;

    public Fan(Executor threads) {
        this.threads = threads;
    }

    /** The results in the order of the items; the first failure in that order, after all have ended. */
    public <T, R, X extends Exception> List<R> each(List<T> items, Request<T, R, X> request) throws X {
        List<CompletableFuture<Sent<R, X>>> under = new ArrayList<>(items.size());
        // The caller's thread takes the first: one request needs no other thread.
        for (int i = 1; i < items.size(); i++) {
            T item = items.get(i);
            under.add(CompletableFuture.supplyAsync(() -> sent(request, item), threads));
        }
        List<Sent<R, X>> all = new ArrayList<>(items.size());
        if (!items.isEmpty()) {
            all.add(sent(request, items.get(0)));
        }
        under.forEach(sent -> all.add(sent.join()));
        List<R> results = new ArrayList<>(items.size());
        for (Sent<R, X> sent : all) {
            if (sent.failure().isPresent()) {
                throw sent.failure().get();
            }
            results.add(sent.result());
        }
        return results;
    }

    private record Sent<R, X extends Exception>(R result, Optional<X> failure) {}

    private static <T, R, X extends Exception> Sent<R, X> sent(Request<T, R, X> request, T item) {
        try {
            return new Sent<>(request.send(item), Optional.empty());
        } catch (Exception e) {
            // Whatever is no X was not declared, and is thrown on as what it is.
            @SuppressWarnings("unchecked")
            X failure = (X) e;
            return new Sent<>(null, Optional.of(failure));
        }
    }
}
