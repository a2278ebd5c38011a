package org.copyblade.lab.zosmf.internal.dss;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keywords of ADRDSSU and their short forms. Pure. */
final class Keywords {
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("DS", "DATASET"),
            Map.entry("INCL", "INCLUDE"),
            Map.entry("INC", "INCLUDE"),
            Map.entry("EXCL", "EXCLUDE"),
            Map.entry("EXC", "EXCLUDE"),
            Map.entry("TOL", "TOLERATE"),
            Map.entry("ENQF", "ENQFAILURE"),
            Map.entry("SHR", "SHARE"),
            Map.entry("RENUNC", "RENAMEUNCONDITIONAL"),
            Map.entry("RENAMEU", "RENAMEUNCONDITIONAL"),
            Map.entry("REPUNC", "REPLACEUNCONDITIONAL"),
            Map.entry("REP", "REPLACE"),
            Map.entry("CAT", "CATALOG"),
            Map.entry("RECAT", "RECATALOG"),
            Map.entry("DEL", "DELETE"),
            Map.entry("PUR", "PURGE"),
            Map.entry("ADMIN", "ADMINISTRATOR"),
            Map.entry("CC", "CONCURRENT"),
            Map.entry("FASTREP", "FASTREPLICATION"),
            Map.entry("FR", "FASTREPLICATION"),
            Map.entry("REQ", "REQUIRED"),
            Map.entry("PREF", "PREFERRED"),
            Map.entry("FCNC", "FCNOCOPY"),
            Map.entry("FCWD", "FCWITHDRAW"),
            Map.entry("FCINC", "FCINCREMENTAL"),
            Map.entry("FCINCLAST", "FCINCREMENTALLAST"),
            Map.entry("FCFREEZE", "FCCGFREEZE"),
            Map.entry("ACCVOL", "ACCESSVOLUME"),
            Map.entry("FCCGVFY", "FCCGVERIFY"),
            Map.entry("FCINCRVFY", "FCINCRVERIFY"),
            Map.entry("DUMPCOND", "DUMPCONDITIONING"),
            Map.entry("CPYV", "COPYVOLID"),
            Map.entry("IDY", "INDYNAM"),
            Map.entry("ODY", "OUTDYNAM"),
            Map.entry("IDD", "INDDNAME"),
            Map.entry("ODD", "OUTDDNAME"),
            Map.entry("LIDY", "LOGINDYNAM"),
            Map.entry("LIDD", "LOGINDDNAME"),
            Map.entry("NSC", "NULLSTORCLAS"),
            Map.entry("FRR", "FASTREVERSERESTORE"),
            Map.entry("ALLD", "ALLDATA"),
            Map.entry("ALLX", "ALLEXCP"),
            Map.entry("OPT", "OPTIMIZE"),
            Map.entry("COM", "COMPRESS"));

    private static final Set<String> COMMON = Set.of(
            "FULL",
            "TRACKS",
            "DATASET",
            "INDYNAM",
            "INDDNAME",
            "LOGINDYNAM",
            "LOGINDDNAME",
            "TOLERATE",
            "SHARE",
            "WAIT",
            "ALLDATA",
            "ALLEXCP",
            "OPTIMIZE",
            "CANCELERROR",
            "ADMINISTRATOR",
            "CONCURRENT",
            "DEBUG",
            "DELETE",
            "PURGE");
    private static final Set<String> TARGET = Set.of(
            "OUTDYNAM",
            "OUTDDNAME",
            "RENAMEUNCONDITIONAL",
            "RENAME",
            "REPLACEUNCONDITIONAL",
            "REPLACE",
            "CATALOG",
            "RECATALOG",
            "NULLSTORCLAS",
            "NULLMGMTCLAS",
            "BYPASSACS",
            "STORCLAS",
            "MGMTCLAS",
            "COPYVOLID");
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "COPY",
            union(
                    COMMON,
                    TARGET,
                    Set.of(
                            "FASTREPLICATION",
                            "FCNOCOPY",
                            "FCINCREMENTAL",
                            "FCINCREMENTALLAST",
                            "FCINCRVERIFY",
                            "FCCGFREEZE",
                            "FCSETGTOK",
                            "FCTOPPRCPRIMARY",
                            "FASTREVERSERESTORE",
                            "DUMPCONDITIONING",
                            "NOPACKING")),
            "DUMP",
            union(COMMON, Set.of("OUTDDNAME", "COMPRESS", "HWCOMPRESS", "ZCOMPRESS", "FCWITHDRAW")),
            "RESTORE",
            union(COMMON, TARGET, Set.of("NOPACKING")),
            "CGCREATED",
            Set.of("ACCESSVOLUME", "FCCGVERIFY"),
            "SERIAL",
            Set.of(),
            "PARALLEL",
            Set.of());

    private Keywords() {}

    static String full(String word) {
        return SHORT.getOrDefault(word, word);
    }

    static boolean isCommand(String word) {
        return ALLOWED.containsKey(word);
    }

    /** Those that the command does not know. */
    static List<String> unknown(String command, List<Node> nodes) {
        Set<String> allowed = ALLOWED.get(command);
        return nodes.stream()
                .map(Node::word)
                .filter(it -> !allowed.contains(full(it)))
                .toList();
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        Set<String> all = new HashSet<>();
        for (Set<String> set : sets) {
            all.addAll(set);
        }
        return Set.copyOf(all);
    }
}
