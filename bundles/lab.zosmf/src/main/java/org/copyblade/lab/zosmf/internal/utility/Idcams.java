package org.copyblade.lab.zosmf.internal.utility;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.DataSetAttributes;
import org.copyblade.lab.zos.DataSetEntry;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.JobProgram;
import org.copyblade.lab.zos.JobStep;
import org.copyblade.lab.zos.NewDataSet;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;

/** IDCAMS: DELETE, DEFINE, LISTCAT, SET MAXCC. */
public final class Idcams implements JobProgram {

    @Override
    public Set<String> names() {
        return Set.of("IDCAMS");
    }

    @Override
    public int run(JobStep step) throws AbendException, InterruptedException {
        int highest = 0;
        step.print("SYSPRINT", "1IDCAMS  SYSTEM SERVICES");
        for (Words statement : Words.read(step.lines("SYSIN"))) {
            step.print("SYSPRINT", "   " + statement.text());
            Optional<String> set = setCode(statement);
            if (set.isPresent()) {
                highest = Integer.parseInt(set.get());
                continue;
            }
            int code = statement(step, statement);
            step.print("SYSPRINT", "IDC0001I FUNCTION COMPLETED, HIGHEST CONDITION CODE WAS " + code);
            highest = Math.max(highest, code);
        }
        step.print("SYSPRINT", "IDC0002I IDCAMS PROCESSING COMPLETE. MAXIMUM CONDITION CODE WAS " + highest);
        return highest;
    }

    private static Optional<String> setCode(Words statement) {
        return statement.text().matches("SET (MAXCC|LASTCC) *= *[0-9]{1,2}")
                ? Optional.of(statement.text().replaceAll(".*= *", ""))
                : Optional.empty();
    }

    private static int statement(JobStep step, Words statement) throws AbendException, InterruptedException {
        try {
            return switch (statement.first()) {
                case "DELETE", "DEL" -> delete(step, statement);
                case "DEFINE", "DEF" -> define(step, statement);
                case "LISTCAT", "LISTC" -> list(step, statement);
                default -> {
                    step.print("SYSPRINT", "IDC3211I KEYWORD '" + statement.first() + "' IS IMPROPER");
                    yield 12;
                }
            };
        } catch (ZosException refusal) {
            step.print(
                    "SYSPRINT",
                    (refusal.reason() == Reason.NOT_FOUND ? "IDC3012I ENTRY NOT FOUND, " : "IDC3009I ** ")
                            + refusal.getMessage());
            return refusal.reason() == Reason.INVALID ? 12 : 8;
        }
    }

    private static int delete(JobStep step, Words statement) throws ZosException, AbendException, InterruptedException {
        String rest = statement.text().substring(statement.first().length()).strip();
        String names = rest.startsWith("(") ? rest.substring(1, Math.max(1, rest.indexOf(')'))) : rest.split(" ")[0];
        DataSets dataSets = step.image().dataSets();
        String owner = step.jobName() + "/" + step.jobId();
        for (String name : names.replace("'", "").strip().split("[ ,]+")) {
            List<String> found = new ArrayList<>();
            if (name.contains("*")) {
                dataSets.list(name).forEach(it -> found.add(it.name()));
                if (found.isEmpty()) {
                    throw new ZosException(Reason.NOT_FOUND, name + " selects nothing");
                }
            } else {
                found.add(name);
            }
            for (String one : found) {
                if (statement.has("NOSCRATCH|NSCR")) {
                    dataSets.uncatalog(one);
                } else {
                    dataSets.delete(one, owner);
                }
                step.print("SYSPRINT", "IDC0550I ENTRY (A) " + one + " DELETED");
            }
        }
        return 0;
    }

    private static int define(JobStep step, Words statement) throws ZosException, InterruptedException {
        String name = statement.value("NAME").orElseThrow(() -> new ZosException(Reason.INVALID, "NAME is missing"));
        List<String> volumes = List.of(statement
                .value("VOLUMES|VOLUME|VOL")
                .orElseThrow(() -> new ZosException(Reason.INVALID, "VOLUMES is missing"))
                .split("[ ,]+"));
        DataSets dataSets = step.image().dataSets();
        if (statement.has("NONVSAM|NVSAM")) {
            DataSetEntry entry = dataSets.find(name, volumes.get(0))
                    .orElseThrow(() -> new ZosException(Reason.NOT_FOUND, name + " is not on " + volumes));
            dataSets.catalog(entry);
            return 0;
        }
        int interval =
                Integer.parseInt(statement.value("CISZ|CONTROLINTERVALSIZE").orElse("4096"));
        int tracks = tracks(statement);
        dataSets.allocate(new NewDataSet(
                name,
                DataSetAttributes.vsam(interval),
                volumes.stream().map(it -> new NewDataSet.Share(it, tracks)).toList(),
                true));
        return 0;
    }

    private static int tracks(Words statement) throws ZosException {
        Optional<String> cylinders = statement.value("CYLINDERS|CYL");
        String amount = cylinders
                .or(() -> statement.value("TRACKS|TRK"))
                .orElseThrow(() -> new ZosException(Reason.INVALID, "neither CYLINDERS nor TRACKS is given"))
                .split("[ ,]+")[0];
        if (!amount.matches("[0-9]{1,6}")) {
            throw new ZosException(Reason.INVALID, amount + " is no number");
        }
        return Integer.parseInt(amount) * (cylinders.isPresent() ? Emulation.TRACKS_PER_CYLINDER : 1);
    }

    private static int list(JobStep step, Words statement) throws ZosException, AbendException, InterruptedException {
        String filter = statement
                .value("ENTRIES|ENTRY|ENT")
                .or(() -> statement.value("LEVEL|LVL").map(it -> it + ".**"))
                .orElse("**");
        List<DataSetEntry> found = step.image().dataSets().list(filter);
        if (found.isEmpty()) {
            throw new ZosException(Reason.NOT_FOUND, filter + " selects nothing");
        }
        for (DataSetEntry entry : found) {
            boolean vsam = entry.attributes().organization() == DataSetAttributes.Organization.VSAM;
            step.print("SYSPRINT", (vsam ? " CLUSTER ------- " : " NONVSAM ------- ") + entry.name());
            step.print("SYSPRINT", "      IN-CAT --- " + entry.catalog());
            if (statement.has("ALL|VOLUME")) {
                for (String volser : entry.volsers()) {
                    step.print("SYSPRINT", "        VOLSER------------" + volser);
                }
            }
        }
        return 0;
    }
}
