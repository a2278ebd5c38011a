package org.copyblade.lab.array;

import java.util.List;

/**
 * Volumes under one name, in their order.
 *
 * @param name given by the client
 * @param volumes their ids
 */
public record VolumeGroup(String name, List<String> volumes) {

    public VolumeGroup {
        volumes = List.copyOf(volumes);
    }
}
