package org.copyblade.lab.ims.internal.dbrc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.lab.ims.internal.member.Stamp;
import org.copyblade.lab.ims.internal.recon.LogEntry;
import org.copyblade.lab.ims.internal.recon.OldsEntry;
import org.copyblade.lab.ims.internal.recon.ReconState;

/**
 * {@code GENJCL.USER}: a skeleton of the site with what RECON knows put in. Lines between {@code %SELECT} and {@code %ENDSEL}
 * come once for each record that is selected: DBDS, OLDS, SLDS and RLDS. Further operands of a selection, and which symbols
 * each has, are composed where sources say nothing.
 */
final class UserJcl {
    private static final Pattern SELECT =
            Pattern.compile("%SELECT +(DBDS|OLDS|SLDS|RLDS)\\(([^,)]*)(?:,([^)]*))?\\) *");
    private static final Pattern SYMBOL = Pattern.compile("%[A-Z][A-Z0-9]{0,7}");
    private static final Pattern USER_KEY = Pattern.compile("\\((%[A-Z][A-Z0-9]{0,7}),'([^']*)'\\)");

    /** A skeleton that cannot be filled in. */
    static final class BadSkeleton extends Exception {
        private static final long serialVersionUID = 1L;

        BadSkeleton(String message) {
            super(message);
        }
    }

    private final ReconState recon;
    private final String prefix;

    UserJcl(ReconState recon, String prefix) {
        this.recon = recon;
        this.prefix = prefix;
    }

    List<String> fill(List<String> skeleton, String userKeys) throws BadSkeleton {
        Map<String, String> own = new HashMap<>();
        USER_KEY.matcher(userKeys).results().forEach(it -> own.put(it.group(1), it.group(2)));
        List<String> filled = new ArrayList<>();
        for (int at = 0; at < skeleton.size(); at++) {
            String line = skeleton.get(at);
            if (!line.startsWith("%SELECT")) {
                filled.add(replaced(line, own));
                continue;
            }
            int end = at + 1;
            while (end < skeleton.size() && !skeleton.get(end).startsWith("%ENDSEL")) {
                end++;
            }
            if (end == skeleton.size()) {
                throw new BadSkeleton("%SELECT WITHOUT %ENDSEL");
            }
            for (Map<String, String> record : selected(replaced(line, own, "%SELECT"))) {
                Map<String, String> symbols = new HashMap<>(own);
                symbols.putAll(record);
                for (String each : skeleton.subList(at + 1, end)) {
                    filled.add(replaced(each, symbols));
                }
            }
            at = end;
        }
        return filled;
    }

    private List<Map<String, String>> selected(String line) throws BadSkeleton {
        Matcher select = SELECT.matcher(line);
        if (!select.matches()) {
            throw new BadSkeleton("INVALID " + line.strip());
        }
        String name = select.group(2).strip();
        String which = Optional.ofNullable(select.group(3)).orElse("ALL").strip();
        List<Map<String, String>> all =
                switch (select.group(1)) {
                    case "DBDS" -> dataSets(name, which);
                    case "OLDS" -> online(name);
                    case "SLDS" -> logs(name, true);
                    default -> logs(name, false);
                };
        return which.equals("LAST") && all.size() > 1 ? all.subList(all.size() - 1, all.size()) : all;
    }

    private List<Map<String, String>> dataSets(String dbd, String ddn) {
        return recon.databases().stream()
                .filter(it -> dbd.equals("*") || it.dbd().equals(dbd))
                .flatMap(db -> db.dataSets().stream()
                        .filter(it -> ddn.equals("ALL") || it.ddn().equals(ddn))
                        .map(it -> Map.of(
                                "%DBNAME",
                                db.dbd(),
                                "%DBDDN",
                                it.ddn(),
                                "%DBDSN",
                                it.dsn(),
                                "%ICDSN",
                                it.images().isEmpty()
                                        ? ""
                                        : it.images()
                                                .get(it.images().size() - 1)
                                                .dsn())))
                .toList();
    }

    private List<Map<String, String>> online(String imsid) {
        return recon.olds(imsid).stream()
                .filter(it -> it.start() != 0)
                .map(it -> Map.of("%OLDSDDN", it.primaryDdname(), "%OLDSDSN", dataSetName(it)))
                .toList();
    }

    private String dataSetName(OldsEntry olds) {
        return String.format("%s.%s.OLDSP%02d", prefix, olds.imsid(), olds.olds());
    }

    private List<Map<String, String>> logs(String imsid, boolean all) {
        List<Map<String, String>> logs = new ArrayList<>();
        for (LogEntry it : recon.logs(imsid)) {
            logs.add(
                    all
                            ? Map.of(
                                    "%SLDSDSN",
                                    it.slds(),
                                    "%LOGDSN",
                                    it.slds(),
                                    "%SLDSTIM",
                                    Stamp.dbrc(it.start()),
                                    "%SLDETIM",
                                    Stamp.dbrc(it.stop()),
                                    "%SLDVOLS",
                                    it.volser())
                            : Map.of("%LOGDSN", it.rlds()));
        }
        return logs;
    }

    /** @param keep words that begin as a symbol does and are none */
    private static String replaced(String line, Map<String, String> symbols, String... keep) throws BadSkeleton {
        Matcher symbol = SYMBOL.matcher(line);
        StringBuilder replaced = new StringBuilder();
        while (symbol.find()) {
            String name = symbol.group();
            if (!symbols.containsKey(name) && !List.of(keep).contains(name)) {
                throw new BadSkeleton("SYMBOLIC KEYWORD " + name + " HAS NO VALUE");
            }
            symbol.appendReplacement(replaced, Matcher.quoteReplacement(symbols.getOrDefault(name, name)));
        }
        return symbol.appendTail(replaced).toString();
    }
}
