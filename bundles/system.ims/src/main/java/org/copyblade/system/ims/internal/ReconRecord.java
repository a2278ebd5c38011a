package org.copyblade.system.ims.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One record of a DBRC listing, or one part of it: the lines from its type word to the next.
 *
 * <p>What sources show of listings differs in blanks and order, so fields are looked for by their names and nothing is counted
 * in columns.
 *
 * @param type for example {@code DBDS}
 * @param text its lines
 */
record ReconRecord(String type, String text) {

    private static final Set<String> TYPES = Set.of(
            "RECON", "DB", "DBDS", "AREA", "ADS", "ALLOC", "IMAGE", "UIC", "REORG", "RECOV", "PRILOG", "PRISLD",
            "SECLOG", "SECSLD", "PRITSLD", "LOGALL", "PRIOLD", "SECOLD", "SSYS", "CAGRP", "DBDSGRP", "BKOUT", "CA");

    /** Carriage control may precede. */
    private static final Pattern HEAD = Pattern.compile("[01+ -]?\\s*([A-Z]{2,7})(\\s{2,}\\S.*|\\s*)");

    private static final Pattern RULE = Pattern.compile("[01+ ]?\\s*-{5,}\\s*");
    private static final String PAGE = "DATA BASE RECOVERY CONTROL";

    ReconRecord {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(text, "text");
    }

    /** All records of a listing, in its order. */
    static List<ReconRecord> in(String listing) {
        List<ReconRecord> records = new ArrayList<>();
        String type = "";
        StringBuilder text = new StringBuilder();
        for (String line : (Iterable<String>) listing.lines()::iterator) {
            Matcher head = HEAD.matcher(line);
            boolean begins = head.matches() && TYPES.contains(head.group(1)) && isHead(head.group(2));
            if (begins || RULE.matcher(line).matches()) {
                add(records, type, text);
                type = begins ? head.group(1) : "";
            }
            if (!line.contains(PAGE) && !RULE.matcher(line).matches()) {
                text.append(line).append('\n');
            }
        }
        add(records, type, text);
        return records;
    }

    /** A type word stands alone or before fields; an echoed command has no fields, and a field may bear the same name. */
    private static boolean isHead(String rest) {
        return rest.isBlank() || rest.contains("=") && !rest.strip().startsWith("=");
    }

    private static void add(List<ReconRecord> records, String type, StringBuilder text) {
        if (!type.isEmpty()) {
            records.add(new ReconRecord(type, text.toString()));
        }
        text.setLength(0);
    }

    /** The value of a field; empty if it is absent, empty or null in DBRC's words. */
    Optional<String> field(String name) {
        return fields(name).stream().findFirst();
    }

    /** All values of a field that stands several times. */
    List<String> fields(String name) {
        // A value after several blanks may be the next field instead: "TAPE UNIT=    DASD UNIT=SYSALLDA".
        Pattern pattern = Pattern.compile("(?:^|\\s|\\n[01+-])" + name.replace(" ", "\\s+")
                + "\\s*=(?:[ ]?([^\\s=]++)(?!\\s*=)|[ ]{2,}([^\\s=]++)(?!(?:[ ]\\S+)*[ ]*=))");
        List<String> values = new ArrayList<>();
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            String value = found.group(1) == null ? found.group(2) : found.group(1);
            if (!value.startsWith("**")) {
                values.add(value);
            }
        }
        return values;
    }

    /** Whether a flag is on. */
    boolean is(String flag) {
        return field(flag)
                .filter(value -> value.equals("ON") || value.equals("YES"))
                .isPresent();
    }
}
