package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Carries out control statements on volumes and data sets in memory and prints what the reference says. One job. */
final class InMemoryDss {

    /** What goes wrong in one job. */
    record Faults(
            boolean secondCopyFails,
            boolean secondTargetSpoiled,
            boolean freezeExpires,
            boolean fallsBack,
            boolean warns) {}

    private static final Pattern VOLUMES = Pattern.compile("INDYNAM\\(\\((\\w+)\\)\\) OUTDYNAM\\(\\((\\w+)\\)\\)");
    private static final Pattern DATA_SET = Pattern.compile("INCLUDE\\(([^)]+)\\)\\)");
    private static final Pattern FROM = Pattern.compile(" INDYNAM\\(\\((\\w+)\\)");
    private static final Pattern RENAME = Pattern.compile("RENUNC\\(\\(([^,]+),\\s*([^)]+)\\)");

    private final InMemoryZos zos;
    private final Faults faults;
    private final List<String> tasks = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private int copies;
    private int highest;

    InMemoryDss(InMemoryZos zos, Faults faults) {
        this.zos = zos;
        this.faults = faults;
    }

    int run(List<String> statements) {
        for (String statement : statements) {
            String verb = statement.split("[ (]")[0];
            if (!verb.equals("PARALLEL") && !verb.equals("SERIAL")) {
                task(verb, statement);
            }
        }
        lines.add("ADR012I (SCH)-DSSU (01), 2026.326 10:00:05 DFSMSDSS PROCESSING COMPLETE. HIGHEST RETURN CODE IS "
                + String.format("%04d", highest));
        return highest;
    }

    String report() {
        List<String> all = new ArrayList<>();
        all.add("PAGE 0001     5695-DF175  DFSMSDSS V2R05.0 DATA SET SERVICES     2026.326 10:00");
        all.addAll(tasks);
        all.addAll(lines);
        return String.join("\n", all) + "\n";
    }

    private void task(String verb, String statement) {
        String id = String.format("%03d", tasks.size() + 1);
        tasks.add("ADR101I (R/I)-RI01 (01), TASKID " + id + " HAS BEEN ASSIGNED TO COMMAND '"
                + String.format("%-5s", verb) + "'");
        say(id, "ADR006I", "STEND(01), 2026.326 10:00:00 EXECUTION BEGINS");
        int code =
                switch (verb) {
                    case "COPY" -> copy(id, statement);
                    case "CGCREATED" -> thaw(id, statement);
                    default -> 0;
                };
        say(id, "ADR006I", "STEND(02), 2026.326 10:00:05 EXECUTION ENDS");
        say(
                id,
                "ADR013I",
                "CLTSK(01), 2026.326 10:00:05 TASK COMPLETED WITH RETURN CODE " + String.format("%04d", code));
        highest = Math.max(highest, code);
    }

    private void say(String task, String message, String text) {
        lines.add(message + " (" + task + ")-" + text);
    }

    private int copy(String id, String statement) {
        copies++;
        if (copies == 2 && faults.secondCopyFails()) {
            say(id, "ADR306E", "DDTFP(03), UNABLE TO COPY THE VOLUME. REASON CODE IS 08");
            return 8;
        }
        if (copies == 2 && faults.secondTargetSpoiled()) {
            say(id, "ADR324E", "T0MI (01), THE OUTPUT VOLUME OR DATA SET IS UNUSABLE");
            return 16;
        }
        int code = statement.startsWith("COPY FULL") ? volume(id, statement) : dataSet(id, statement);
        if (faults.warns()) {
            say(id, "ADR745W", "DTDSC(01), A MEMBER IS NOT VALID");
        }
        return faults.warns() ? Math.max(4, code) : code;
    }

    private int volume(String id, String statement) {
        Matcher pair = VOLUMES.matcher(statement);
        if (!pair.find()) {
            throw new IllegalStateException("not understood: " + statement);
        }
        InMemoryVolume source = zos.volume(pair.group(1));
        if (statement.contains("FCCGFREEZE")) {
            source.freeze();
        }
        zos.volume(pair.group(2)).become(source.content());
        boolean fast = !statement.contains("FASTREPLICATION(NONE)") && !faults.fallsBack();
        if (fast) {
            say(id, "ADR806I", "T0MI (02), VOLUME COPIED USING A FAST REPLICATION FUNCTION.");
        }
        return 0;
    }

    private int dataSet(String id, String statement) {
        Matcher name = DATA_SET.matcher(statement);
        Matcher rename = RENAME.matcher(statement);
        if (!name.find()) {
            throw new IllegalStateException("not understood: " + statement);
        }
        Matcher from = FROM.matcher(statement);
        InMemoryVolume source = from.find() ? onVolume(from.group(1), name.group(1)) : zos.dataSet(name.group(1));
        if (source == null) {
            say(id, "ADR801I", "DTDSC(01), DATA SET FILTERING IS COMPLETE. 0 OF 0 DATA SETS WERE SELECTED");
            say(id, "ADR470W", "DTDSC(01), NO DATA SETS SELECTED FOR PROCESSING");
            return 4;
        }
        String target = rename.find() ? rename.group(2) : name.group(1);
        if (zos.dataSet(target) != null && !statement.contains("REPUNC")) {
            say(id, "ADR472E", "DDDS (04), " + target + " IS THERE ALREADY");
            return 8;
        }
        InMemoryVolume copy = zos.dataSet(target) == null ? InMemoryVolume.dataSet() : zos.dataSet(target);
        copy.become(source.content());
        zos.dataSet(target, copy);
        if (!statement.contains("FASTREPLICATION(NONE)") && !faults.fallsBack()) {
            say(id, "ADR806I", "DDDS (02), DATA SET COPIED USING A FAST REPLICATION FUNCTION.");
        }
        say(id, "ADR454I", "DDDS (03), THE FOLLOWING DATA SETS WERE SUCCESSFULLY PROCESSED");
        lines.add("                              " + name.group(1));
        return 0;
    }

    /** A data set on a volume is one of its pieces. */
    private InMemoryVolume onVolume(String volser, String name) {
        return zos.volume(volser)
                .read(name)
                .map(bytes -> {
                    InMemoryVolume found = InMemoryVolume.dataSet();
                    found.write("content", bytes);
                    return found;
                })
                .orElse(null);
    }

    private int thaw(String id, String statement) {
        for (String volume :
                statement.replaceAll(".*ACCESSVOLUME\\(([^)]+)\\).*", "$1").split(",\\s*")) {
            int subsystem = zos.volume(volume.strip()).unit() >> 8;
            zos.thaw(subsystem);
        }
        if (faults.freezeExpires()) {
            say(id, "ADR938E", "CGCR (01), THE FREEZE HAD ENDED BEFORE");
            return 8;
        }
        return 0;
    }
}
