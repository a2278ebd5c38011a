package org.copyblade.lab.zos.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.zos.Enqueue;

/** Who holds which name of a data set; an owner is never in its own way. Safe for many threads. */
final class HeldNames {

    private record Holder(String owner, Enqueue.Mode mode) {}

    private final Map<String, List<Holder>> holders = new HashMap<>(); // guarded by this

    synchronized Optional<Enqueue> take(String name, Enqueue.Mode mode, String owner) {
        if (mode == Enqueue.Mode.NONE) {
            return Optional.of(() -> {});
        }
        List<Holder> others = holders.computeIfAbsent(name, it -> new ArrayList<>());
        boolean free = others.stream()
                .allMatch(it ->
                        it.owner().equals(owner) || it.mode() == Enqueue.Mode.SHARED && mode == Enqueue.Mode.SHARED);
        if (!free) {
            return Optional.empty();
        }
        // Told apart by identity: an owner may hold a name twice in the same way.
        Holder holder = new Holder(owner, mode);
        others.add(holder);
        return Optional.of(() -> release(name, holder));
    }

    private synchronized void release(String name, Holder holder) {
        List<Holder> others = holders.getOrDefault(name, new ArrayList<>());
        for (int index = 0; index < others.size(); index++) {
            if (others.get(index) == holder) {
                others.remove(index);
                break;
            }
        }
        if (others.isEmpty()) {
            holders.remove(name);
        }
    }
}
