package org.copyblade.manager.internal.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.manager.internal.run.Moments;
import org.copyblade.manager.internal.schedule.MissedRun;

/** Which profiles are late now, and which of them are so since the last look. Not for several threads. */
final class Lateness {

    private Map<String, String> told = Map.of();

    /**
     * Looks.
     *
     * @param systemOf each profile
     * @param lateSystems which have no good backup that is new enough
     * @return why, by profile, for those that were not late before, or for another reason
     */
    Map<String, String> look(Map<String, String> systemOf, Set<String> lateSystems, List<MissedRun> missed) {
        Map<String, String> late = new TreeMap<>();
        systemOf.forEach((profile, system) -> {
            if (lateSystems.contains(system)) {
                late.put(profile, "the newest good backup of " + system + " is too old");
            }
        });
        missed.forEach(run -> {
            if (systemOf.containsKey(run.profile())) {
                late.putIfAbsent(
                        run.profile(), "the start at " + Moments.shown(run.due()) + " was missed: " + run.reason());
            }
        });
        Map<String, String> news = new HashMap<>(late);
        news.entrySet().removeAll(told.entrySet());
        told = Map.copyOf(late);
        return news;
    }
}
