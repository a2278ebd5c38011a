package org.copyblade.lab.ims.internal.dbrc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.copyblade.lab.ims.internal.log.TodClock;
import org.copyblade.lab.ims.internal.member.Stamp;
import org.copyblade.lab.ims.internal.recon.DbEntry;
import org.copyblade.lab.ims.internal.recon.Recon;
import org.copyblade.lab.ims.internal.recon.ReconState;
import org.copyblade.lab.ims.internal.recon.Subsystem;

/** Carries out commands against RECON as it is on the volumes. Safe for many threads. */
public final class Dbrc {
    private final Recon recon;
    private final String prefix;
    private final TodClock clock;

    public Dbrc(Recon recon, String prefix, TodClock clock) {
        this.recon = recon;
        this.prefix = prefix;
        this.clock = clock;
    }

    /**
     * Carries out commands one after the other.
     *
     * @param cards of SYSIN
     * @return the highest condition code
     */
    public int run(List<String> cards, Media media) {
        return all(DbrcCommand.joined(cards), media);
    }

    /** Carries out one command that was not entered on cards, and so may be of any length. */
    public int runOne(String command, Media media) {
        return all(List.of(command), media);
    }

    private int all(List<String> commands, Media media) {
        int highest = 0;
        int page = 1;
        for (String text : commands) {
            media.print(String.format(
                    "1IMS VERSION 15 RELEASE 1  DATA BASE RECOVERY CONTROL                         PAGE %04d", page++));
            media.print("  " + text);
            int condition = run(text, line -> media.print(" " + line), media);
            media.print(String.format(" DSP0203I  COMMAND COMPLETED WITH CONDITION CODE %02d", condition));
            media.print(" DSP0220I  COMMAND COMPLETION TIME " + Stamp.dbrc(clock.next()));
            highest = Math.max(highest, condition);
        }
        media.print(" DSP0211I  COMMAND PROCESSING COMPLETE");
        media.print(String.format(" DSP0211I  HIGHEST CONDITION CODE = %02d", highest));
        return highest;
    }

    private int run(String text, Consumer<String> print, Media media) {
        // A card that was too long has lost its end.
        if (text.chars().filter(it -> it == '(').count()
                != text.chars().filter(it -> it == ')').count()) {
            print.accept("DSP0002I  PARENTHESES DO NOT MATCH");
            return 12;
        }
        DbrcCommand command = DbrcCommand.parse(text);
        if (command.verb().startsWith("LIST.")) {
            return list(command, print);
        }
        if (command.verb().startsWith("GENJCL.")) {
            return new Genjcl(recon.read(), prefix).run(command, print, media);
        }
        if (command.verb().equals("BACKUP.RECON")) {
            return backup(command, print, media);
        }
        return new Changes(recon, clock).run(command, print);
    }

    /** What a copy holds, in lines of text: its form is composed. Nobody changes RECON between one copy and the other. */
    private int backup(DbrcCommand command, Consumer<String> print, Media media) {
        Map<Integer, List<String>> held = recon.backups();
        List<Integer> copies = held.keySet().stream()
                .filter(number -> command.has("BOTH") || command.has("RECON" + number))
                .toList();
        if (copies.isEmpty()) {
            print.accept("DSP0016I  RECON1, RECON2 OR BOTH IS MISSING, OR NAMES NO ACTIVE COPY");
            return 12;
        }
        for (int number = 1; number <= copies.size(); number++) {
            if (!media.has("BACKUP" + number)) {
                print.accept("DSP0288I  DD BACKUP" + number + " IS NOT ALLOCATED");
                return 12;
            }
        }
        for (int number = 1; number <= copies.size(); number++) {
            for (String line : held.get(copies.get(number - 1))) {
                media.put("BACKUP" + number, line);
            }
            print.accept("DSP0290I  " + Recon.name(prefix, copies.get(number - 1)) + " WAS COPIED TO BACKUP" + number);
        }
        return 0;
    }

    private int list(DbrcCommand command, Consumer<String> print) {
        ReconState state = recon.read();
        Listings listings = new Listings(state, prefix, recon::status);
        List<List<String>> records = new ArrayList<>();
        switch (command.verb()) {
            case "LIST.RECON" -> {
                records.add(listings.status());
                if (!command.has("STATUS")) {
                    state.databases().forEach(it -> addWithDataSets(records, listings, it));
                    addLogs(records, listings, state);
                    state.subsystems().forEach(it -> records.add(listings.subsystem(it)));
                }
            }
            case "LIST.DB", "LIST.DBDS", "LIST.HISTORY" -> {
                String dbd = command.value("DBD").orElse("");
                List<DbEntry> chosen = state.databases().stream()
                        .filter(it -> dbd.isEmpty() || it.dbd().equals(dbd))
                        .toList();
                if (chosen.isEmpty()) {
                    print.accept("DSP0144I  NO RECORD FOUND FOR DBD=" + dbd);
                    return 8;
                }
                chosen.forEach(it -> addDatabase(records, listings, it, command));
                if (command.verb().equals("LIST.HISTORY")) {
                    addLogs(records, listings, state);
                }
            }
            case "LIST.LOG" -> addLogs(records, listings, state);
            case "LIST.OLDS" ->
                addOnline(records, listings, state, command.value("SSID").orElse(""));
            case "LIST.SUBSYS" ->
                state.subsystems().stream()
                        .filter(it -> it.state() != Subsystem.State.ENDED)
                        .filter(it ->
                                command.value("SSID").map(it.imsid()::equals).orElse(true))
                        .forEach(it -> records.add(listings.subsystem(it)));
            case "LIST.CAGRP" -> records.add(listings.group());
            case "LIST.BKOUT" -> {}
            default -> {
                print.accept("DSP0001I  INVALID COMMAND VERB " + command.verb());
                return 12;
            }
        }
        for (List<String> record : records) {
            print.accept(Listings.SEPARATOR);
            record.forEach(print);
        }
        print.accept(Listings.SEPARATOR);
        print.accept("DSP0180I  NUMBER OF RECORDS LISTED IS " + String.format("%8d", records.size()));
        return 0;
    }

    private static void addDatabase(List<List<String>> records, Listings listings, DbEntry db, DbrcCommand command) {
        String ddn = command.value("DDN").or(() -> command.value("AREA")).orElse("");
        if (!command.verb().equals("LIST.DBDS")) {
            records.add(listings.database(db));
        }
        if (!command.verb().equals("LIST.DB") || command.has("DBDS")) {
            db.dataSets().stream()
                    .filter(it -> ddn.isEmpty() || it.ddn().equals(ddn))
                    .forEach(it -> records.add(listings.dataSet(db, it)));
        }
    }

    private static void addWithDataSets(List<List<String>> records, Listings listings, DbEntry db) {
        records.add(listings.database(db));
        db.dataSets().forEach(it -> records.add(listings.dataSet(db, it)));
    }

    private static void addLogs(List<List<String>> records, Listings listings, ReconState state) {
        state.logs().forEach(it -> {
            records.add(listings.archived(it, "PRILOG"));
            records.add(listings.archived(it, "PRISLD"));
        });
        addOnline(records, listings, state, "");
    }

    private static void addOnline(List<List<String>> records, Listings listings, ReconState state, String imsid) {
        for (Subsystem it : state.subsystems()) {
            if (imsid.isEmpty() || it.imsid().equals(imsid)) {
                records.add(listings.online(it.imsid(), true));
                records.add(listings.online(it.imsid(), false));
            }
        }
    }
}
