package org.copyblade.manager.internal.system;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.copyblade.api.RunId;
import org.copyblade.system.spi.SuspendToken;

/**
 * Suspensions that are over and whose guards could not be ended, with the runs that armed them. Not written down, for they end
 * with this process at the latest. Safe for many threads.
 */
public final class PerhapsArmed {

    private final Map<SuspendToken, RunId> armed = new ConcurrentHashMap<>();

    public void are(SuspendToken token, RunId by) {
        armed.put(token, by);
    }

    public void areEnded(SuspendToken token) {
        armed.remove(token);
    }

    /** Those of one system. */
    public Map<SuspendToken, RunId> of(String system) {
        return armed.entrySet().stream()
                .filter(entry -> entry.getKey().system().equals(system))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
