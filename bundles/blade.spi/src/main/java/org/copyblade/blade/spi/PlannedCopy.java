package org.copyblade.blade.spi;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * One line of the source to target map.
 *
 * @param member name of the member
 * @param target unit, path or snapshot name that will hold the copy
 * @param method how it will be copied
 * @param estimatedMicros time the establish of this member is expected to take, in microseconds, if known
 */
public record PlannedCopy(String member, String target, CopyMethod method, OptionalLong estimatedMicros) {

    public PlannedCopy {
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(estimatedMicros, "estimatedMicros");
    }
}
