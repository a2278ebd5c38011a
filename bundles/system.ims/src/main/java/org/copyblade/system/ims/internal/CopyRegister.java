package org.copyblade.system.ims.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.copyblade.system.spi.BackupFacts;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Registrar.Registered;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemFinding.Severity;

/**
 * Registers the database data sets of a backup in the RECON as user image copies: as fuzzy ones (CIC) where a member could
 * update them meanwhile, else as BATCH. Each bears a symbolic name, which is nowhere catalogued and never opened; by it a copy
 * that is known already is recognized. Any thread.
 */
final class CopyRegister {

    private static final List<String> LIST = List.of("LIST.DB ALL DBDS");

    private final BatchJobs jobs;

    CopyRegister(BatchJobs jobs) {
        this.jobs = jobs;
    }

    /** What is known afterwards is asked for, so no answer to the commands themselves is needed. */
    Registered register(BackupFacts backup, Deadline deadline) throws SystemException {
        String name = symbolicName(backup);
        List<ReconUnit> wanted = wanted(backup, deadline);
        List<ReconUnit> untold = without(name, wanted);
        if (untold.isEmpty()) {
            return new Registered(0, wanted.size(), List.of());
        }
        List<String> commands = untold.stream()
                .flatMap(unit -> notice(unit, backup, name).stream())
                .toList();
        String said = "";
        SystemException failure = null;
        try {
            said = jobs.dbrcWhateverItSays(commands, deadline);
        } catch (SystemException e) {
            failure = e;
        }
        List<ReconUnit> refused;
        try {
            refused = without(name, wanted(backup, deadline));
        } catch (SystemException e) {
            throw failure == null ? e : failure;
        }
        if (failure != null && !refused.isEmpty()) {
            throw failure;
        }
        String messages = messages(said);
        return new Registered(
                untold.size() - refused.size(),
                wanted.size() - untold.size(),
                refused.stream().map(unit -> refusal(unit, messages)).toList());
    }

    /** Whatever units there are now: what bears the name is of this backup. */
    int deregister(BackupFacts backup, Deadline deadline) throws SystemException {
        String name = symbolicName(backup);
        List<ReconUnit> told = with(name, deadline);
        if (told.isEmpty()) {
            return 0;
        }
        String said = "";
        SystemException failure = null;
        try {
            said = jobs.dbrcWhateverItSays(
                    told.stream()
                            .flatMap(unit -> deletion(unit, backup).stream())
                            .toList(),
                    deadline);
        } catch (SystemException e) {
            failure = e;
        }
        List<ReconUnit> left;
        try {
            left = with(name, deadline);
        } catch (SystemException e) {
            throw failure == null ? e : failure;
        }
        if (left.isEmpty()) {
            return told.size();
        }
        if (failure != null) {
            throw failure;
        }
        throw ImsFault.JOB.error(
                "the RECON still names copies of backup " + backup.backup() + " of "
                        + left.stream()
                                .map(unit -> unit.database() + "/" + unit.unit())
                                .collect(Collectors.joining(", "))
                        + ": " + messages(said),
                "look the message up, or delete the records with user data " + name + " by DELETE.UIC");
    }

    private List<ReconUnit> with(String name, Deadline deadline) throws SystemException {
        return ReconUnit.in(jobs.dbrc(LIST, deadline)).stream()
                .filter(unit -> unit.userData().contains(name))
                .toList();
    }

    /** The key of a record is the time of its copy. */
    private static List<String> deletion(ReconUnit unit, BackupFacts backup) {
        return List.of("DELETE.UIC " + place(unit) + " -", "  RECTIME('" + ReconTime.of(backup.begun()) + "')");
    }

    private static String place(ReconUnit unit) {
        return "DBD(" + unit.database() + ") " + (unit.area() ? "AREA(" : "DDN(") + unit.unit() + ")";
    }

    /** Copies of one backup have one name; the time tells backups of other catalogs with the same id apart. */
    private static String symbolicName(BackupFacts backup) {
        return "COPYBLADE." + backup.backup() + "."
                + ReconTime.of(backup.begun()).replaceAll("[^0-9]", "").substring(0, 19);
    }

    private List<ReconUnit> wanted(BackupFacts backup, Deadline deadline) throws SystemException {
        Set<String> copied = new TreeSet<>();
        for (DataSet dataSet : backup.layout().dataSets()) {
            if (dataSet.role() == DataSet.Role.DATABASE) {
                copied.add(dataSet.dataSetName());
            }
        }
        List<ReconUnit> units = new ArrayList<>(ReconUnit.in(jobs.dbrc(LIST, deadline)));
        // The name in the RECON may be that of a cluster, whose components have one more qualifier.
        units.removeIf(unit -> unit.dataSets().stream()
                .noneMatch(name -> copied.stream().anyMatch(have -> have.equals(name) || have.startsWith(name + "."))));
        return units;
    }

    private static List<ReconUnit> without(String name, List<ReconUnit> units) {
        return units.stream().filter(unit -> !unit.userData().contains(name)).toList();
    }

    private static List<String> notice(ReconUnit unit, BackupFacts backup, String name) {
        boolean fuzzy = unit.isUpdatedBetween(backup.begun(), backup.ended());
        List<String> lines = new ArrayList<>();
        lines.add("NOTIFY.UIC " + (fuzzy ? "CIC " : "BATCH ") + place(unit) + " -");
        lines.add("  RUNTIME('" + ReconTime.of(backup.begun()) + "') -");
        if (fuzzy) {
            lines.add("  STOPTIME('" + ReconTime.of(backup.ended()) + "') -");
        }
        lines.add("  UDATA('" + name + "')");
        return lines;
    }

    /** Messages of DBRC but those that only say that a command has ended. */
    private static String messages(String said) {
        return said.lines()
                .map(String::strip)
                .filter(line -> line.matches("DSP\\d{4}[IEWA]\\b.*") && !line.matches("DSP0(203|211|220)I\\b.*"))
                .distinct()
                .collect(Collectors.joining(" / "));
    }

    private static SystemFinding refusal(ReconUnit unit, String messages) {
        return new SystemFinding(
                Severity.WARNING,
                unit.database() + "/" + unit.unit(),
                "was not registered in the RECON" + (messages.isEmpty() ? "" : ": " + messages),
                "look the message up; the backup holds it all the same");
    }
}
