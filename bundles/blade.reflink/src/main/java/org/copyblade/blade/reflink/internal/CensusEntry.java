package org.copyblade.blade.reflink.internal;

import java.util.Objects;

/**
 * One line of a census.
 *
 * @param kind what was found
 * @param path raw, relative to the member
 * @param attributes at the point in time
 * @param link of a symbolic link its target, of a further hard link the path that came first, else empty
 */
record CensusEntry(Kind kind, String path, Attributes attributes, String link) {

    enum Kind {
        FILE,
        DIRECTORY,
        SYMLINK,
        HARD_LINK
    }

    CensusEntry {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(link, "link");
    }
}
