package org.copyblade.system.ims.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.DataSet.Role;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemFinding.Severity;

/**
 * Says which kinds of restore a layout allows. Pure.
 *
 * <p>Forward recovery needs logs and RECON that stay current while databases go back: they must share neither volumes nor user
 * catalogs, and neither may lie beside the catalog of the other. A full restore needs the catalogs to go back with what they list.
 */
final class RestoreKinds {

    /** Data sets and the catalogs that list them. */
    record Layout(
            List<DataSet> dataSets, Set<String> dataCatalogs, Set<String> logCatalogs, Set<String> lostCatalogs) {}

    private RestoreKinds() {}

    static List<SystemFinding> of(Layout layout) {
        Set<String> shared = volumes(layout.dataSets(), Role.DATABASE);
        Set<String> current = volumes(layout.dataSets(), Role.LOG);
        current.addAll(volumes(layout.dataSets(), Role.CONTROL));
        shared.retainAll(current);
        Set<String> sharedCatalogs = new TreeSet<>(layout.dataCatalogs());
        sharedCatalogs.retainAll(layout.logCatalogs());
        boolean inside = layout.lostCatalogs().isEmpty();
        Set<String> besideCatalogs = besideCatalogs(layout, current, sharedCatalogs);
        besideCatalogs.removeAll(shared);
        boolean apart = shared.isEmpty() && sharedCatalogs.isEmpty() && besideCatalogs.isEmpty();
        String outside = inside ? "" : "the user catalogs " + layout.lostCatalogs() + " are on no volume that is known";
        String mixed = Stream.of(
                        told("volumes ", shared, " hold databases and logs or RECON"),
                        told("catalogs ", sharedCatalogs, " list databases and logs or RECON"),
                        told("volumes ", besideCatalogs, " hold a catalog beside what must not go back with it"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", and "));
        List<SystemFinding> findings = new ArrayList<>();
        findings.add(kind("full restore without forward recovery", inside, outside));
        findings.add(kind("full restore with forward recovery", inside && apart, inside ? mixed : outside));
        findings.add(kind("data-only restore with forward recovery", inside && apart, inside ? mixed : outside));
        findings.add(kind("recovery of single databases", true, ""));
        findings.add(kind("disaster restart", inside, outside));
        findings.add(
                kind("disaster recovery, with logs shipped separately", inside && apart, inside ? mixed : outside));
        return findings;
    }

    private static SystemFinding kind(String what, boolean allowed, String why) {
        return allowed
                ? new SystemFinding(Severity.NOTE, "layout", "allows " + what, "nothing to do")
                : new SystemFinding(
                        Severity.WARNING,
                        "layout",
                        "does not allow " + what + ": " + why,
                        "give logs, RECON and databases volumes and user catalogs of their own, all inside the backup");
    }

    private static String told(String before, Set<String> names, String after) {
        return names.isEmpty() ? "" : before + names + after;
    }

    /** Volumes where databases and logs or RECON meet because of the catalogs of either; one that lists both is told as such. */
    private static Set<String> besideCatalogs(Layout layout, Set<String> current, Set<String> sharedCatalogs) {
        Set<String> back = volumes(layout.dataSets(), Role.DATABASE);
        back.addAll(volumesOf(layout, layout.dataCatalogs(), sharedCatalogs));
        Set<String> staying = new TreeSet<>(current);
        staying.addAll(volumesOf(layout, layout.logCatalogs(), sharedCatalogs));
        back.retainAll(staying);
        return back;
    }

    private static Set<String> volumesOf(Layout layout, Set<String> catalogs, Set<String> but) {
        Set<String> wanted = new TreeSet<>(catalogs);
        wanted.removeAll(but);
        return layout.dataSets().stream()
                .filter(dataSet -> Discovery.isPartOf(dataSet.dataSetName(), wanted))
                .map(DataSet::place)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> volumes(List<DataSet> dataSets, Role role) {
        Set<String> volumes = new TreeSet<>();
        dataSets.stream().filter(dataSet -> dataSet.role() == role).forEach(dataSet -> volumes.add(dataSet.place()));
        return volumes;
    }
}
