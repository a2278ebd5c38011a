package org.copyblade.lab.array;

import java.util.ArrayList;
import java.util.List;

/**
 * A named group of volumes of a seed file.
 *
 * @param name as clients write it
 * @param volumes ids and ranges of ids, such as {@code 0100-010F}
 */
public record GroupSeed(String name, List<String> volumes) {

    public GroupSeed {
        volumes = List.copyOf(volumes);
    }

    /** The ids one by one. */
    public List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (String part : volumes) {
            String[] ends = part.split("-", 2);
            int last = Integer.parseInt(ends[ends.length - 1], 16);
            for (int id = Integer.parseInt(ends[0], 16); id <= last; id++) {
                ids.add(String.format("%04X", id));
            }
        }
        return ids;
    }

    boolean isWellFormed() {
        return volumes.stream().allMatch(it -> it.matches("[0-9A-F]{4}(-[0-9A-F]{4})?"));
    }
}
