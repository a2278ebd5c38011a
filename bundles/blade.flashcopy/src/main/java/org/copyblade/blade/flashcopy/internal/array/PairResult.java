package org.copyblade.blade.flashcopy.internal.array;

import java.util.Objects;

/**
 * What the storage said of one pair of a request.
 *
 * @param error code and message; empty if it was done
 */
public record PairResult(Pair pair, String error) {

    public PairResult {
        Objects.requireNonNull(pair, "pair");
        Objects.requireNonNull(error, "error");
    }

    public boolean isDone() {
        return error.isEmpty();
    }
}
