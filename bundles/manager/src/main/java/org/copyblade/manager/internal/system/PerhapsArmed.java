package org.copyblade.manager.internal.system;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.copyblade.api.RunId;
import org.copyblade.system.spi.SuspendToken;

/**
 * Suspensions that are over and whose guards have not ended yet, with the runs that armed them, and which of these are being
 * ended now. Not written down, for they end with this process at the latest. Safe for many threads.
 */
public final class PerhapsArmed {

    private final Map<SuspendToken, RunId> armed = new ConcurrentHashMap<>();
    private final Set<SuspendToken> ending = ConcurrentHashMap.newKeySet();

    /**
     * Somebody is about to end these; whoever may do so says how that went.
     *
     * @return whether he may: nobody else is about it
     */
    public boolean mayBeEnded(SuspendToken token, RunId by) {
        if (!ending.add(token)) {
            return false;
        }
        armed.put(token, by);
        return true;
    }

    public void areEnded(SuspendToken token) {
        armed.remove(token);
        ending.remove(token);
    }

    public void areNotEnded(SuspendToken token) {
        ending.remove(token);
    }

    /** Those of one system. */
    public Map<SuspendToken, RunId> of(String system) {
        return armed.entrySet().stream()
                .filter(entry -> entry.getKey().system().equals(system))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
