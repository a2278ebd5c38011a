package org.copyblade.itests.ims;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.copyblade.api.Backup;
import org.copyblade.demo.ims.fixture.CopiedPair;
import org.copyblade.demo.ims.fixture.LabEndpoints;
import org.copyblade.demo.ims.fixture.Technology;
import org.copyblade.itests.rig.LaboratoryProcess.Left;

/**
 * What in a laboratory belongs to backups that there are.
 *
 * @param ids of the backups
 * @param groups of their copies, which are in the names of what bears one
 * @param pairs of volumes, as the laboratory writes relations
 */
record Owned(Set<String> ids, Set<String> groups, Set<String> pairs) {

    /** Onto tracks of the volumes that hold copies of data sets: it ends by itself, whatever becomes of the data set. */
    private static final Pattern DATA_SETS = Pattern.compile(" -> 033[0-6]$");

    /** @param backups what each was copied to, by their ids */
    static Owned by(Map<String, List<Backup.Copy>> backups, LabEndpoints endpoints) {
        Owned owned = new Owned(new HashSet<>(), new HashSet<>(), new HashSet<>());
        backups.forEach((id, copies) -> {
            owned.ids.add(id);
            for (Backup.Copy copy : copies) {
                owned.groups.add(copy.group());
                Technology technology = Technology.named(copy.blade()).orElseThrow();
                copy.targets().forEach(text -> owned.pairs.add(pair(CopiedPair.of(text), technology, endpoints)));
            }
        });
        return owned;
    }

    private static String pair(CopiedPair pair, Technology technology, LabEndpoints endpoints) {
        String source = endpoints.originals().containsKey(pair.source())
                ? endpoints.originals().get(pair.source())
                : technology.volume().apply(pair.source());
        // Labels of z/OS for volumes that belong to Copyblade are BK and the id.
        String target = pair.target().startsWith("BK")
                ? pair.target().substring(2)
                : technology.volume().apply(pair.target());
        return source + " -> " + target;
    }

    /** What of all that belongs to none of them. */
    List<Left> without(List<Left> all) {
        return all.stream().filter(left -> !has(left)).toList();
    }

    private boolean has(Left left) {
        return switch (left.kind()) {
            case RELATION ->
                pairs.contains(left.what()) || DATA_SETS.matcher(left.what()).find();
            case SNAPSHOT, VOLUME_GROUP, DATA_SET -> groups.stream().anyMatch(left.what()::contains);
            case JOB -> groups.stream().anyMatch(left.what()::contains) || isOutputOfReading(left.what());
            case RECORD -> ids.contains(left.what());
            case LINK, FREEZE -> false;
        };
    }

    /**
     * A job of the adapter that has ended: it only reads, and its output is left to the spool's own term where z/OS or the
     * manager died before it was purged.
     */
    private static boolean isOutputOfReading(String job) {
        return job.startsWith("CBIMS") && job.endsWith(" OUTPUT");
    }
}
