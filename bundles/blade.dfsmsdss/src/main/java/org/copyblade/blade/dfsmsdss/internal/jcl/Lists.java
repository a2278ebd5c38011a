package org.copyblade.blade.dfsmsdss.internal.jcl;

import java.util.Collection;
import java.util.stream.Collectors;

/** Operands that are lists. */
final class Lists {

    private Lists() {}

    static String joined(Collection<?> parts) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    /** A list of volumes as the keywords for dynamic allocation want it. */
    static String volumes(Collection<Volser> volumes) {
        return volumes.stream().map(volume -> "(" + volume + ")").collect(Collectors.joining(","));
    }
}
