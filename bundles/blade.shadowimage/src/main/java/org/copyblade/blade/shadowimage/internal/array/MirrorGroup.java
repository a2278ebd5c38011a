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

    public Optional<MirrorPair> of(int pvol) {
        return pairs.stream().filter(pair -> pair.pvol() == pvol).findFirst();
    }
}
