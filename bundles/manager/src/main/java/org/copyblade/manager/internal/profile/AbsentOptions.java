package org.copyblade.manager.internal.profile;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Options that operators of system level backups know and that nothing here honours. Each is refused by name, so that nobody
 * believes in what does not happen.
 */
final class AbsentOptions {

    private static final Map<String, String> WHY = Map.ofEntries(
            Map.entry("type", "every backup is a full one, of all data sets of its system"),
            Map.entry("partial.scope", "every backup is a full one, of all data sets of its system"),
            Map.entry("sources", "sources are what the system's adapter finds, all of it"),
            Map.entry("include.catalogs", "sources are what the system's adapter finds, all of it"),
            Map.entry("map.at", "targets are mapped when a backup is planned, and setup says when they change"),
            Map.entry("target.state", "the blade decides whether a target is online"),
            Map.entry(
                    "object.restore",
                    "every backup records what it holds, and slb:extract copies data sets out of any"),
            Map.entry("share", "only the user who started Copyblade gives it commands"),
            Map.entry("offload", "copies are not moved to another medium"),
            Map.entry("expiry", "see keep.count and keep.age.days"));

    private AbsentOptions() {}

    /** Why a key is none, if it is one of these. */
    static Optional<String> why(String key) {
        return Optional.ofNullable(WHY.get(key));
    }

    /** All of them, sorted. */
    static Map<String, String> all() {
        return new TreeMap<>(WHY);
    }
}
