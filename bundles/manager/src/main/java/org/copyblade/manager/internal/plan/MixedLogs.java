package org.copyblade.manager.internal.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.copyblade.api.Finding;
import org.copyblade.api.Finding.Severity;
import org.copyblade.manager.internal.plan.Grouping.Placed;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.DataSet.Role;

/**
 * Check 4: what must stay as it is when databases go back, their logs and recovery control, lies on volumes apart from them, and
 * so do the catalogs of both; where not, nothing but everything can be set back. Of a catalog nobody says here what it lists, so
 * only that is found which holds whatever it is. Pure.
 */
final class MixedLogs {

    private static final Set<Role> STAYING = EnumSet.of(Role.LOG, Role.CONTROL);
    private static final String SO = ": only full restores are possible, without forward recovery";

    private final List<Placed> placed;
    private final boolean fails;
    private final Map<String, String> data;
    private final Map<String, String> staying;
    private final List<Finding> findings = new ArrayList<>();

    private MixedLogs(List<Placed> placed, BackupOptions options) {
        this.placed = placed;
        this.fails = options.mixedLogs() == BackupOptions.MixedLogs.FAIL;
        this.data = byVolume(EnumSet.of(Role.DATABASE));
        this.staying = byVolume(STAYING);
    }

    static List<Finding> check(List<Placed> placed, BackupOptions options) {
        MixedLogs check = new MixedLogs(placed, options);
        check.logs();
        if (!check.data.isEmpty() && !check.staying.isEmpty()) {
            check.catalogs();
        }
        return List.copyOf(check.findings);
    }

    /** The name of a data set on each volume that holds one. */
    private Map<String, String> byVolume(Set<Role> roles) {
        Map<String, String> names = new HashMap<>();
        of(roles)
                .forEach(item -> names.putIfAbsent(
                        item.volume().storageId(), item.dataSet().name()));
        return names;
    }

    private List<Placed> of(Set<Role> roles) {
        return placed.stream()
                .filter(item -> roles.contains(item.dataSet().role()))
                .toList();
    }

    private void logs() {
        of(STAYING).stream()
                .filter(item -> data.containsKey(item.volume().storageId()))
                .forEach(item -> find(
                        item,
                        "shares its volume with " + data.get(item.volume().storageId()) + SO,
                        item.dataSet().role() == Role.LOG
                                ? "put the log on a volume of its own"
                                : "put it on a volume without databases"));
    }

    /** The catalog of the databases is one of them, and so is that of the logs. */
    private void catalogs() {
        List<Placed> catalogs = of(EnumSet.of(Role.CATALOG));
        Set<String> names = names(catalogs);
        if (names.size() == 1) {
            find(
                    catalogs.get(0),
                    "is the only catalog, of databases and of logs" + SO,
                    "give databases and logs catalogs of their own, on volumes apart");
            return;
        }
        allBeside(catalogs, names, staying, "the databases");
        allBeside(catalogs, names, data, "the logs");
    }

    private void allBeside(List<Placed> catalogs, Set<String> names, Map<String, String> volumes, String listed) {
        List<Placed> beside = catalogs.stream()
                .filter(item -> volumes.containsKey(item.volume().storageId()))
                .toList();
        Set<String> named = names(beside);
        if (!named.isEmpty() && names.stream().allMatch(name -> isPartOfAny(name, named))) {
            beside.forEach(item -> find(
                    item,
                    "shares its volume with " + volumes.get(item.volume().storageId())
                            + ", and so does each catalog that " + listed + " may be in" + SO,
                    "put the catalog of " + listed + " on a volume of its own"));
        }
    }

    /** Components of a catalog have its name with something behind, and are not counted. */
    private static Set<String> names(List<Placed> catalogs) {
        Set<String> all =
                catalogs.stream().map(item -> nameOf(item.dataSet())).collect(Collectors.toCollection(TreeSet::new));
        return all.stream()
                .filter(name -> all.stream().noneMatch(other -> name.startsWith(other + ".")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isPartOfAny(String name, Set<String> others) {
        return others.stream().anyMatch(other -> other.equals(name) || other.startsWith(name + "."));
    }

    private static String nameOf(DataSet dataSet) {
        return dataSet.dataSetName().isEmpty() ? dataSet.name() : dataSet.dataSetName();
    }

    private void find(Placed item, String text, String hint) {
        findings.add(new Finding(
                Check.LOGS_APART.number(),
                fails ? Severity.ERROR : Severity.NOTE,
                item.dataSet().name(),
                text,
                fails ? hint + ", or set mixed.logs=allow" : ""));
    }
}
