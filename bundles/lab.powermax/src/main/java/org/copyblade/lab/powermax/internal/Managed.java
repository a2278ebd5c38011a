package org.copyblade.lab.powermax.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.copyblade.lab.array.StorageSystem;

/**
 * What the server in front of the arrays serves: an update takes the oldest prefixes away, an administrator an array. Any
 * thread.
 */
final class Managed {
    private final Arrays arrays;
    private final UnisphereSettings settings;
    private final Set<Integer> retired = ConcurrentHashMap.newKeySet();
    private final Set<String> removed = ConcurrentHashMap.newKeySet();

    Managed(Arrays arrays, UnisphereSettings settings) {
        this.arrays = arrays;
        this.settings = settings;
    }

    /** Prefixes that are served, the newest first. */
    List<Integer> prefixes() {
        return settings.versions().stream().filter(it -> !retired.contains(it)).toList();
    }

    Stream<StorageSystem> arrays() {
        return arrays.all().stream()
                .filter(it -> !removed.contains(it.settings().serial()));
    }

    StorageSystem array(String id) throws Refusal {
        return arrays().filter(it -> it.settings().serial().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.missing("Symmetrix " + id));
    }

    void retire(int prefix) {
        retired.add(prefix);
    }

    void remove(String array) {
        removed.add(array);
    }
}
