package org.copyblade.lab.ims.internal.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.lab.ims.internal.data.Definition;
import org.copyblade.lab.ims.internal.member.ControlRegion;
import org.copyblade.lab.ims.internal.member.Group;
import org.copyblade.lab.ims.internal.member.Member;
import org.copyblade.lab.ims.internal.member.MemberDown;

/**
 * Type-2 commands of the group, as the operations manager takes them: {@code UPDATE DB NAME(..) START(QUIESCE)},
 * {@code STOP(QUIESCE)} and {@code QUERY DB NAME(..)}. Condition codes of rows other than 0 are composed. Safe for many
 * threads.
 */
public final class TypeTwoCommands {
    private static final Pattern UPDATE = Pattern.compile("UPD(?:ATE)? +DB +(.*)");
    private static final Pattern QUERY = Pattern.compile("QRY +DB +(.*)|QUERY +DB +(.*)");
    private static final Pattern NAME = Pattern.compile("NAME\\(([A-Z0-9*, ]+)\\)");
    private static final Pattern TIMEOUT = Pattern.compile("SET\\( *TIMEOUT\\((\\d{1,3})\\) *\\)");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int NOT_QUIESCED = 1;
    private static final int REFUSED = 2;

    /**
     * What is answered.
     *
     * @param condition 0 if every row has code 0, 4 if not, 8 if the command was not carried out
     * @param lines rows, one for each database and member
     */
    public record Answer(int condition, List<String> lines) {
        public Answer {
            lines = List.copyOf(lines);
        }
    }

    private final Group group;

    public TypeTwoCommands(Group group) {
        this.group = group;
    }

    /** Name of the group, as the parameter of a job step has it. */
    public String plex() {
        return group.shared().seed().plex();
    }

    public Answer run(String command) {
        String text = command.strip().toUpperCase(Locale.ROOT);
        Matcher update = UPDATE.matcher(text);
        Matcher query = QUERY.matcher(text);
        Set<String> names = names(text);
        List<ControlRegion> regions = group.members().stream()
                .map(Member::region)
                .flatMap(Optional::stream)
                .toList();
        if (regions.isEmpty()) {
            return new Answer(8, List.of("CSLM054I NO MEMBER OF " + plex() + " IS ACTIVE"));
        }
        if (names.isEmpty() || !update.matches() && !query.matches()) {
            return new Answer(8, List.of("CSLM050I COMMAND NOT UNDERSTOOD OR NO SUCH DATABASE: " + text));
        }
        if (query.matches()) {
            return rows(regions, names, 0);
        }
        if (text.contains("START(QUIESCE)")) {
            return start(regions, names, patience(text), text.contains("OPTION(HOLD)"));
        }
        return text.contains("STOP(QUIESCE)")
                ? stop(regions, names)
                : new Answer(8, List.of("CSLM050I KEYWORD NOT UNDERSTOOD: " + text));
    }

    /** All members or none. */
    private static Answer start(List<ControlRegion> regions, Set<String> names, Duration patience, boolean hold) {
        List<ControlRegion> done = new ArrayList<>();
        long end = System.nanoTime() + patience.toNanos();
        for (ControlRegion region : regions) {
            boolean quiesced;
            try {
                quiesced = region.quiesce(names, Math.max(1, end - System.nanoTime()));
            } catch (MemberDown died) {
                quiesced = false;
            }
            if (!quiesced) {
                done.forEach(it -> it.endQuiesce(names));
                return rows(regions, names, REFUSED);
            }
            done.add(region);
        }
        Answer answer = rows(regions, names, 0);
        if (!hold) {
            done.forEach(it -> it.endQuiesce(names));
        }
        return answer;
    }

    private static Answer stop(List<ControlRegion> regions, Set<String> names) {
        boolean all = true;
        for (ControlRegion region : regions) {
            try {
                all &= region.endQuiesce(names);
            } catch (MemberDown died) {
                // What it held has ended with it.
                all = false;
            }
        }
        return rows(regions, names, all ? 0 : NOT_QUIESCED);
    }

    private static Answer rows(List<ControlRegion> regions, Set<String> names, int code) {
        List<String> lines = new ArrayList<>();
        lines.add("DBName   MbrName    CC TYPE    LclStat");
        for (String name : names) {
            for (ControlRegion region : regions) {
                Definition definition = Definition.LEDGER.stream()
                        .filter(it -> it.dbd().equals(name))
                        .findFirst()
                        .orElseThrow();
                lines.add(String.format(
                        "%-8s %-8s %4X %-7s %s",
                        name,
                        region.imsid(),
                        code,
                        definition.isFastPath() ? "DEDB" : "DL/I",
                        region.isQuiesced(name) ? "QUIESCED" : region.isStarted(name) ? "ALLOCS,OPEN" : "STOPPED"));
            }
        }
        return new Answer(code == 0 ? 0 : 4, lines);
    }

    private static Duration patience(String text) {
        Matcher timeout = TIMEOUT.matcher(text);
        return timeout.find() ? Duration.ofSeconds(Long.parseLong(timeout.group(1))) : PATIENCE;
    }

    private static Set<String> names(String text) {
        Matcher name = NAME.matcher(text);
        Set<String> names = new LinkedHashSet<>();
        if (name.find()) {
            Arrays.stream(name.group(1).split("[, ]+"))
                    .map(it -> Pattern.compile(it.replace("*", ".*")))
                    .forEach(wanted -> Definition.LEDGER.stream()
                            .map(Definition::dbd)
                            .filter(dbd -> wanted.matcher(dbd).matches())
                            .forEach(names::add));
        }
        return names;
    }
}
