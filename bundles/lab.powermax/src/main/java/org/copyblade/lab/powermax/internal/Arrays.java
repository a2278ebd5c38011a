package org.copyblade.lab.powermax.internal;

import java.util.List;
import java.util.Optional;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;

/**
 * The systems of a laboratory that are behind its Unisphere: those with an id of 12 digits. Others are for other faces.
 *
 * @param lab that has them
 */
record Arrays(VirtualArray lab) {

    List<StorageSystem> all() {
        return lab.systems().stream()
                .filter(it -> it.settings().serial().matches("[0-9]{12}"))
                .toList();
    }

    Optional<StorageSystem> find(String id) {
        return all().stream().filter(it -> it.settings().serial().equals(id)).findFirst();
    }
}
