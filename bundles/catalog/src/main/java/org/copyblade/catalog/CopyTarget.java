package org.copyblade.catalog;

import java.util.List;
import java.util.Objects;
import org.copyblade.api.Backup;

/**
 * Where copies can be.
 *
 * @param blade technology
 * @param endpoint of the blade
 * @param name as the endpoint calls it, never empty
 */
public record CopyTarget(String blade, String endpoint, String name) {

    private static final String ARROW = " -> ";

    public CopyTarget {
        Objects.requireNonNull(blade, "blade");
        Objects.requireNonNull(endpoint, "endpoint");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a target has a name");
        }
    }

    /** Those of one copy, each once; members without a target of their own have none. */
    public static List<CopyTarget> of(Backup.Copy copy) {
        return copy.targets().stream()
                .map(pair -> pair.substring(pair.indexOf(ARROW) + ARROW.length()))
                .filter(name -> !name.isEmpty())
                .distinct()
                .map(name -> new CopyTarget(copy.blade(), copy.endpoint(), name))
                .toList();
    }
}
