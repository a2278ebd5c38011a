package org.copyblade.manager.internal.system;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Systems of which nobody has confirmed yet that they go on after a window. Safe for many threads. */
public final class PerhapsSuspended {

    private final Map<String, String> since = new ConcurrentHashMap<>();

    /** @param when since when, in words */
    public void since(String system, String when) {
        since.put(system, when);
    }

    public void goesOn(String system) {
        since.remove(system);
    }

    /** Since when it may be suspended; empty if it is known to run, or is in a window that is still open. */
    public Optional<String> since(String system) {
        return Optional.ofNullable(since.get(system));
    }
}
