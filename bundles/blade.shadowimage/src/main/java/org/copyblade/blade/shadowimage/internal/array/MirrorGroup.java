package org.copyblade.blade.shadowimage.internal.array;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A copy group with its pairs; without pairs it is not there.
 *
 * @param method how its pairs are copied
 * @param name what it is called
 * @param pairs by their sources
 */
public record MirrorGroup(Method method, GroupName name, List<MirrorPair> pairs) {

    public MirrorGroup {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(name, "name");
        pairs = pairs.stream().sorted(Comparator.comparingInt(MirrorPair::pvol)).toList();
    }

    public boolean isAbsent() {
        return pairs.isEmpty();
    }

    /** The pair of a source; the first, if it has several. */
    public Optional<MirrorPair> of(int pvol) {
        int low = 0;
        int high = pairs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pairs.get(middle).pvol() < pvol) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < pairs.size() && pairs.get(low).pvol() == pvol ? Optional.of(pairs.get(low)) : Optional.empty();
    }
}
