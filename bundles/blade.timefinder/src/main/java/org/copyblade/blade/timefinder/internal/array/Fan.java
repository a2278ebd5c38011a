package org.copyblade.blade.timefinder.internal.array;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/** Does several requests at one time and waits for all of them; each is bounded by its own call. Any thread. */
public final class Fan {

    /** One request. */
    public interface Request<T, R> {
        R send(T item) throws RestException;
    }

    private final Executor threads;

    public Fan(Executor threads) {
        this.threads = threads;
    }

    /** The results in the order of the items; the first failure in that order, after all have ended. */
    public <T, R> List<R> each(List<T> items, Request<T, R> request) throws RestException {
        List<CompletableFuture<R>> under = new ArrayList<>(items.size());
        // The caller's thread takes the first: one request needs no other thread.
        for (int i = 1; i < items.size(); i++) {
            T item = items.get(i);
            under.add(CompletableFuture.supplyAsync(() -> sent(request, item), threads));
        }
        List<R> results = new ArrayList<>(items.size());
        RestException failure = null;
        for (int i = 0; i < items.size(); i++) {
            try {
                results.add(
                        i == 0 ? request.send(items.get(0)) : under.get(i - 1).join());
            } catch (RestException e) {
                failure = failure == null ? e : failure;
            } catch (CompletionException e) {
                failure = failure == null ? rest(e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    private static <T, R> R sent(Request<T, R> request, T item) {
        try {
            return request.send(item);
        } catch (RestException e) {
            throw new CompletionException(e);
        }
    }

    private static RestException rest(CompletionException e) {
        if (e.getCause() instanceof RestException rest) {
            return rest;
        }
        throw e;
    }
}
