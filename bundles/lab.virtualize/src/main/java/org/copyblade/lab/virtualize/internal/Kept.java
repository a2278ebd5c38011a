package org.copyblade.lab.virtualize.internal;

import java.util.List;

/**
 * Everything that a system keeps of mappings.
 *
 * @param next number that nothing has had yet
 */
record Kept(int next, List<Mapping> mappings, List<Group> groups) {
    static final Kept NOTHING = new Kept(0, List.of(), List.of());

    Kept {
        mappings = List.copyOf(mappings);
        groups = List.copyOf(groups);
    }
}
