package org.copyblade.lab.ims.internal.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.copyblade.lab.ims.internal.data.Definition;
import org.copyblade.lab.ims.internal.dbrc.Dbrc;
import org.copyblade.lab.ims.internal.dbrc.Media;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.log.OldsShortage;
import org.copyblade.lab.ims.internal.member.ControlRegion;
import org.copyblade.lab.ims.internal.member.Member;
import org.copyblade.lab.ims.internal.member.MemberDown;
import org.copyblade.lab.ims.internal.member.RestartFailure;
import org.copyblade.lab.ims.internal.member.Stamp;

/**
 * Type-1 commands of one member. Verbs and keywords may be cut after three characters. Safe for many threads.
 */
public final class MemberCommands {
    private static final long IDLE_NANOS = 5_000_000_000L;

    private final ControlRegion.Shared shared;
    private final Member member;
    private final boolean worksAfterStart;

    /** @param worksAfterStart does its ledger begin to work when it was started? */
    public MemberCommands(ControlRegion.Shared shared, Member member, boolean worksAfterStart) {
        this.shared = shared;
        this.member = member;
        this.worksAfterStart = worksAfterStart;
    }

    /** Name of the operation that a command is, for faults: {@code display}, {@code checkpoint} and the like. */
    public static String operation(String command) {
        return switch (verb(words(command))) {
            case "DIS" -> "display";
            case "CHE" -> "checkpoint";
            case "ERE", "NRE" -> "restart";
            case "SWI" -> "switch";
            case "STA", "STO", "DBR", "DBD" -> "database";
            default -> "command";
        };
    }

    /** Carries out a command, with or without a slash before it and a period after it; what is answered. */
    public List<String> run(String command) {
        List<String> words = words(command);
        try {
            return run(verb(words), words.subList(Math.min(1, words.size()), words.size()), command);
        } catch (RestartFailure failure) {
            return List.of(failure.getMessage());
        } catch (MemberDown down) {
            return List.of("DFS3100I " + member.imsid() + " IS NOT ACTIVE");
        } catch (OldsShortage | DiskFailure failure) {
            return List.of(message("COMMAND REJECTED - " + failure.getMessage()));
        }
    }

    private List<String> run(String verb, List<String> operands, String command) throws RestartFailure, OldsShortage {
        switch (verb) {
            case "ERE":
                member.emergencyRestart(operands.contains("OVERRIDE"));
                return started("ERE");
            case "NRE":
                member.warmStart();
                return started("NRE");
            default:
                ControlRegion region = member.region().orElseThrow(() -> new MemberDown(member.imsid()));
                return run(region, verb, operands, command);
        }
    }

    private List<String> run(ControlRegion region, String verb, List<String> operands, String command)
            throws OldsShortage {
        switch (verb) {
            case "DIS":
                return display(region, operands);
            case "CHE":
                if (operands.stream()
                        .anyMatch(it -> List.of("FREEZE", "PURGE", "DUMPQ").contains(it))) {
                    member.shutdown();
                } else {
                    region.checkpoint("SIMPLE");
                }
                return List.of(message("CHECKPOINT COMMAND COMPLETED"));
            case "SWI":
                region.switchOlds();
                if (operands.contains("CHKPT") || operands.contains("CHECKPOINT")) {
                    region.checkpoint("SIMPLE");
                }
                return List.of(message("SWITCH COMMAND COMPLETED"));
            case "STA":
                return databases(operands, "START", region::startDatabase);
            case "STO":
                return stop(region, operands, "STOP");
            case "DBR":
                return stop(region, operands, "DBR");
            case "DBD":
                return stop(region, operands, "DBDUMP");
            default:
                return verb.startsWith("RM") ? dbrc(verb, command) : List.of("DFS064 NO SUCH COMMAND " + verb);
        }
    }

    private List<String> display(ControlRegion region, List<String> operands) {
        Displays displays = new Displays(shared, member, region);
        List<String> names = operands.subList(Math.min(1, operands.size()), operands.size());
        return switch (operands.isEmpty() ? "" : cut(operands.get(0))) {
            case "OLD" -> displays.olds();
            case "DB", "DAT" -> displays.databases(Displays.named(names, false));
            case "ARE" -> displays.areas(Displays.named(names, true));
            case "ACT", "A" -> displays.active();
            default -> List.of("DFS065 NO SUCH KEYWORD " + String.join(" ", operands) + "  " + member.imsid());
        };
    }

    private interface DatabaseWork {
        void on(String dbd);
    }

    private List<String> stop(ControlRegion region, List<String> operands, String verb) {
        List<String> busy = new ArrayList<>();
        List<String> answer = databases(operands, verb, dbd -> {
            if (!region.stopDatabase(dbd, IDLE_NANOS)) {
                busy.add(dbd);
            }
        });
        return busy.isEmpty()
                ? answer
                : List.of(message(verb + " COMMAND COMPLETED EXCEPT DB " + String.join(" ", busy)));
    }

    private List<String> databases(List<String> operands, String verb, DatabaseWork work) {
        boolean areas = !operands.isEmpty() && cut(operands.get(0)).equals("ARE");
        List<String> unknown = new ArrayList<>();
        for (String name : Displays.named(operands.subList(Math.min(1, operands.size()), operands.size()), areas)) {
            Definition.LEDGER.stream()
                    .filter(it -> (areas ? it.ddn() : it.dbd()).equals(name))
                    .map(Definition::dbd)
                    .findFirst()
                    .ifPresentOrElse(work::on, () -> unknown.add(name));
        }
        String kind = areas ? "AREA " : "DB ";
        return List.of(message(verb + " COMMAND COMPLETED"
                + (unknown.isEmpty() ? "" : " EXCEPT " + kind + String.join(" ", unknown))));
    }

    /** {@code RMLIST DBRC='RECON STATUS'} is the command LIST.RECON STATUS of DBRC. */
    private List<String> dbrc(String verb, String command) {
        String text = command.strip();
        int begin = text.indexOf('\'');
        int end = text.lastIndexOf('\'');
        String prefix =
                switch (verb) {
                    case "RML" -> "LIST";
                    case "RMC" -> "CHANGE";
                    case "RMN" -> "NOTIFY";
                    case "RMG" -> "GENJCL";
                    case "RMD" -> "DELETE";
                    default -> "INIT";
                };
        if (begin < 0 || end <= begin) {
            return List.of("DFS105 INVALID " + verb + " COMMAND  " + member.imsid());
        }
        List<String> lines = new ArrayList<>();
        new Dbrc(shared.recon(), shared.seed().prefix(), shared.clock())
                .runOne(prefix + "." + text.substring(begin + 1, end), Media.online(lines::add, job -> {}));
        lines.add(message(verb + " COMMAND COMPLETED"));
        return lines;
    }

    private List<String> started(String verb) {
        if (worksAfterStart) {
            member.startWork(shared.clock().next());
        }
        return List.of(message(verb + " COMMAND COMPLETED"));
    }

    private String message(String text) {
        return "DFS058I " + Stamp.hhmmss(shared.clock().next()) + " " + text + "  " + member.imsid();
    }

    private static String verb(List<String> words) {
        return words.isEmpty() ? "" : cut(words.get(0));
    }

    private static String cut(String word) {
        return word.substring(0, Math.min(3, word.length()));
    }

    private static List<String> words(String command) {
        String text = command.strip().toUpperCase(Locale.ROOT);
        text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        text = text.startsWith("/") ? text.substring(1) : text;
        return Arrays.stream(text.split("[ ,]+")).filter(it -> !it.isEmpty()).toList();
    }
}
