package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.copyblade.zosmf.ZosmfCall;

/** Does the same for several at one time, so that none waits for another. Any thread. */
final class Together {

    private final Executor threads;

    Together(Executor threads) {
        this.threads = threads;
    }

    /**
     * What came of each, in their order.
     *
     * @param work ends by the end of the call
     * @param failed what stands for work that did not end, or ended by an error that nobody thought of
     */
    <K, V> Map<K, V> each(List<K> all, Function<K, V> work, Function<String, V> failed, ZosmfCall call) {
        Map<K, CompletableFuture<V>> begun = new LinkedHashMap<>();
        for (K one : all) {
            begun.put(one, CompletableFuture.supplyAsync(() -> work.apply(one), threads));
        }
        Map<K, V> done = new LinkedHashMap<>();
        begun.forEach((one, result) -> done.put(one, await(result, failed, call)));
        return done;
    }

    /** Work ends by its call; this is for a thread that was never free. */
    private static <V> V await(CompletableFuture<V> result, Function<String, V> failed, ZosmfCall call) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    long nanos = call.remaining().plus(Duration.ofMillis(200)).toNanos();
                    return result.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return failed.apply(String.valueOf(e.getCause()));
                } catch (TimeoutException e) {
                    return failed.apply("no answer in time");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
