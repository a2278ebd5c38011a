package org.copyblade.manager.internal.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Finding;

/** 31, 32 and 36: a run must neither hold still what it writes to itself, nor set back its own memory, nor work beside another manager. Pure. */
public final class PlaceChecks {

    private PlaceChecks() {}

    /**
     * Something that is written to while storage is held.
     *
     * @param what for people
     * @param where directory or unit
     * @param volumes what backs it, as the blades say
     * @param domains what a hold would have to spare
     */
    record Written(String what, String where, Set<String> volumes, Set<String> domains) {
        Written {
            volumes = Set.copyOf(volumes);
            domains = Set.copyOf(domains);
        }

        /** The same with more of what backs it. */
        Written with(Set<String> moreVolumes, Set<String> moreDomains) {
            Set<String> allVolumes = new LinkedHashSet<>(volumes);
            allVolumes.addAll(moreVolumes);
            Set<String> allDomains = new LinkedHashSet<>(domains);
            allDomains.addAll(moreDomains);
            return new Written(what, where, allVolumes, allDomains);
        }
    }

    /** 31: what is written to inside of what is held. A write to it would wait for the hold, and the hold for the write. */
    static List<Finding> hold(Set<String> held, Collection<Written> written) {
        Set<Finding> findings = new LinkedHashSet<>();
        for (Written item : written) {
            if (item.domains().stream().anyMatch(held::contains)) {
                findings.add(new Finding(
                        Check.HOLD_HARMLESS.number(),
                        Finding.Severity.ERROR,
                        item.where(),
                        item.what() + " is on storage whose writes this run would hold, and its own work would hang",
                        "move it to other storage, or choose another 'consistency'"));
            }
        }
        return List.copyOf(findings);
    }

    /**
     * 32: what must outlive the system inside of what a restore sets back.
     *
     * @param sources directories and volumes that are copied
     */
    static List<Finding> memory(Written memory, Collection<String> sources) {
        List<Finding> findings = new ArrayList<>();
        for (String source : new LinkedHashSet<>(sources)) {
            if (memory.volumes().contains(source) || isInside(memory.where(), source)) {
                findings.add(new Finding(
                        Check.MEMORY_APART.number(),
                        Finding.Severity.ERROR,
                        memory.where(),
                        memory.what() + " lies in " + source
                                + ", which it protects: a restore would set it back as well",
                        "move it out: it is what restores are found with"));
            }
        }
        return findings;
    }

    /**
     * 36: a second manager of one system.
     *
     * @param other who has it; empty if nobody else has
     */
    public static List<Finding> claimed(String system, Optional<String> other) {
        return other.stream()
                .map(who -> new Finding(
                        Check.CLAIMED.number(),
                        Finding.Severity.ERROR,
                        system,
                        "is protected by another Copyblade of this host: " + who,
                        "use that one, or stop it; each would take the copies of the other for its own"))
                .toList();
    }

    private static boolean isInside(String directory, String source) {
        return source.startsWith("/") && Path.of(directory).startsWith(Path.of(source));
    }
}
