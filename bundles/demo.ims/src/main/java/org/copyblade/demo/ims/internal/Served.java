package org.copyblade.demo.ims.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.copyblade.api.Evidence;
import org.osgi.framework.Version;

/** Which versions of which blades have made copies, by the evidence of backups. Any thread. */
final class Served {

    private static final String BUNDLE = "org.copyblade.blade.";

    private final Map<String, Set<Version>> versions = new TreeMap<>(); // guarded by this

    /** Notes who has made the copies of a backup. */
    synchronized void note(Evidence evidence) {
        for (Evidence.Fact fact : evidence.facts()) {
            String[] bundle = fact.value().split(" ");
            if (fact.name().equals("established by") && bundle.length == 2 && bundle[0].startsWith(BUNDLE)) {
                versions.computeIfAbsent(bundle[0].substring(BUNDLE.length()), unused -> new TreeSet<>())
                        .add(Version.parseVersion(bundle[1]));
            }
        }
    }

    /** Whether each of these has. */
    synchronized boolean haveAll(Map<String, Version> blades) {
        return blades.entrySet().stream().allMatch(blade -> of(blade.getKey()).contains(blade.getValue()));
    }

    /** How many of these versions of a blade have. */
    synchronized long count(String blade, Collection<Version> among) {
        return among.stream().distinct().filter(of(blade)::contains).count();
    }

    private Set<Version> of(String blade) {
        return versions.getOrDefault(blade, Set.of());
    }
}
