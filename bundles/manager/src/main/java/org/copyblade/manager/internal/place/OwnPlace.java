package org.copyblade.manager.internal.place;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A directory of this host that this process needs.
 *
 * @param what it is, for people
 * @param directory absolute; it need not exist
 * @param memory whether it holds what must outlive the protected systems
 */
public record OwnPlace(String what, Path directory, boolean memory) {

    public OwnPlace {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(directory, "directory");
    }
}
