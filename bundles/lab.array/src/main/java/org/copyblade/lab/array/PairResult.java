package org.copyblade.lab.array;

import java.util.Optional;

/**
 * What became of one pair of a request.
 *
 * @param pair as it was asked for
 * @param failure why it was refused, or empty if it is established
 */
public record PairResult(PairRequest pair, Optional<ArrayException> failure) {

    public boolean established() {
        return failure.isEmpty();
    }
}
