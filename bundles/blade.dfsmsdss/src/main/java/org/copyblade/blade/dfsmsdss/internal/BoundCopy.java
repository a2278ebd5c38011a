package org.copyblade.blade.dfsmsdss.internal;

import java.util.Objects;

/**
 * One member of a group: what is copied to where, both a volume serial or both a data set name.
 *
 * @param source as the group names it
 * @param target that belongs to it
 */
record BoundCopy(String source, String target) {

    BoundCopy {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }
}
