package org.copyblade.system.ims.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.system.spi.SystemException;

/**
 * What the RECON says of a system. Pure data, read from the listings of LIST.RECON STATUS, LIST.DB ALL, LIST.SUBSYS ALL and
 * LIST.OLDS.
 *
 * @param version of IMS, as the listing writes it
 * @param initToken made with the RECON: another one is another RECON
 * @param recons data sets by what they are for: COPY1, COPY2, SPARE
 * @param databases that are not as they should be; for others see their data sets
 * @param databaseDataSets everything with a DBDS or area record
 * @param logs online log data sets
 * @param subsystems that are, or were, up
 */
record Recon(
        String version,
        String initToken,
        Map<String, String> recons,
        List<Unsettled> databases,
        List<DatabaseDataSet> databaseDataSets,
        Set<String> logs,
        List<Subsystem> subsystems) {

    /**
     * One recoverable unit.
     *
     * @param database name of the DBD
     * @param ddName DD name, or area
     * @param dataSets one, or the copies of an area
     * @param allocated whether it is open for update
     * @param recoveryNeeded whether it must be recovered before use
     */
    record DatabaseDataSet(
            String database, String ddName, List<String> dataSets, boolean allocated, boolean recoveryNeeded) {}

    /**
     * A database, or a partition of one, with work half done.
     *
     * @param name of the DBD or partition
     * @param backoutNeeded whether changes wait to be backed out
     * @param reorganizing whether the cursor of an online reorganization stands in it, which may have been broken off
     */
    record Unsettled(String name, boolean backoutNeeded, boolean reorganizing) {}

    /**
     * One that writes log.
     *
     * @param name IMSID, or job name of a batch job
     * @param online whether it is a control region
     * @param failed whether it ended without cleaning up
     */
    record Subsystem(String name, boolean online, boolean failed) {}

    private static final Pattern VERSION = Pattern.compile("RECOVERY CONTROL DATA SET,\\s*(IMS \\S+)");
    private static final Pattern DATA_SET =
            Pattern.compile("(?m)^.?\\s*(RECON[123])\\s+(COPY1|COPY2|SPARE|UNAVAILABLE|DISCARDED)\\s+(\\S+)");

    Recon {
        recons = Map.copyOf(recons);
        databases = List.copyOf(databases);
        databaseDataSets = List.copyOf(databaseDataSets);
        logs = Set.copyOf(logs);
        subsystems = List.copyOf(subsystems);
    }

    static Recon read(String listing) throws SystemException {
        List<ReconRecord> records = ReconRecord.in(listing);
        ReconRecord head = records.stream()
                .filter(record -> record.type().equals("RECON"))
                .findFirst()
                .orElseThrow(() ->
                        ImsFault.RECON.error("the listing of DBRC has no RECON record", "look at SYSPRINT of the job"));
        String token = head.field("INIT TOKEN")
                .orElseThrow(() -> ImsFault.RECON.error(
                        "the RECON record has no INIT TOKEN", "is this a RECON of IMS 10 or newer?"));
        Matcher version = VERSION.matcher(head.text());
        return new Recon(
                version.find() ? version.group(1) : "",
                token,
                recons(head.text()),
                databases(records),
                databaseDataSets(records),
                logs(records),
                subsystems(records));
    }

    private static Map<String, String> recons(String text) {
        Map<String, String> recons = new LinkedHashMap<>();
        Matcher line = DATA_SET.matcher(text);
        while (line.find()) {
            recons.put(line.group(2), line.group(3));
        }
        return recons;
    }

    private static List<Unsettled> databases(List<ReconRecord> records) {
        List<Unsettled> found = new ArrayList<>();
        for (ReconRecord record : records) {
            boolean backout = record.is("BACKOUT NEEDED");
            boolean cursor = record.is("OLREORG CURSOR ACTIVE");
            if (record.type().equals("DB") && (backout || cursor)) {
                record.field("DBD").ifPresent(name -> found.add(new Unsettled(name, backout, cursor)));
            }
        }
        return found;
    }

    /** An ALLOC record follows the record of its data set. */
    private static List<DatabaseDataSet> databaseDataSets(List<ReconRecord> records) {
        List<DatabaseDataSet> found = new ArrayList<>();
        for (ReconRecord record : records) {
            int last = found.size() - 1;
            if (record.type().equals("DBDS") || record.type().equals("AREA")) {
                Optional<String> database = record.field("DBD");
                Optional<String> unit = record.field("AREA").or(() -> record.field("DDN"));
                if (database.isPresent() && unit.isPresent()) {
                    found.add(new DatabaseDataSet(
                            database.get(), unit.get(), record.fields("DSN"), false, record.is("RECOV NEEDED")));
                }
            } else if (record.type().equals("ADS") && last >= 0) {
                found.set(last, withCopies(found.get(last), record.fields("DSN")));
            } else if (record.type().equals("ALLOC")
                    && last >= 0
                    && record.field("DEALLOC").isEmpty()) {
                found.set(last, opened(found.get(last)));
            }
        }
        return found;
    }

    private static DatabaseDataSet withCopies(DatabaseDataSet unit, List<String> more) {
        Set<String> all = new LinkedHashSet<>(unit.dataSets());
        all.addAll(more);
        return new DatabaseDataSet(
                unit.database(), unit.ddName(), List.copyOf(all), unit.allocated(), unit.recoveryNeeded());
    }

    private static DatabaseDataSet opened(DatabaseDataSet unit) {
        return new DatabaseDataSet(unit.database(), unit.ddName(), unit.dataSets(), true, unit.recoveryNeeded());
    }

    private static Set<String> logs(List<ReconRecord> records) {
        Set<String> logs = new LinkedHashSet<>();
        for (ReconRecord record : records) {
            if (record.type().equals("PRIOLD") || record.type().equals("SECOLD")) {
                logs.addAll(record.fields("DSN"));
            }
        }
        return logs;
    }

    /** Whether a subsystem is a batch job: one word of the record (unconfirmed layout). */
    private static List<Subsystem> subsystems(List<ReconRecord> records) {
        List<Subsystem> subsystems = new ArrayList<>();
        for (ReconRecord record : records) {
            if (record.type().equals("SSYS")) {
                record.field("SSID")
                        .ifPresent(name -> subsystems.add(
                                new Subsystem(name, !record.text().contains("BATCH"), record.is("ABNORMAL TERM"))));
            }
        }
        return subsystems;
    }
}
