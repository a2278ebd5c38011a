package org.copyblade.linux;

import java.util.Objects;

/**
 * One name in a directory.
 *
 * @param name raw name
 * @param kind what it is
 */
public record DirectoryEntry(String name, FileKind kind) {
    public DirectoryEntry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
    }
}
