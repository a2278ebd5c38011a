package org.copyblade.lab.ims.internal.dbrc;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.copyblade.lab.ims.internal.log.TodClock;
import org.copyblade.lab.ims.internal.recon.DbEntry;
import org.copyblade.lab.ims.internal.recon.DbdsEntry;
import org.copyblade.lab.ims.internal.recon.DbdsEntry.Image;
import org.copyblade.lab.ims.internal.recon.DbdsEntry.Recovery;
import org.copyblade.lab.ims.internal.recon.Recon;
import org.copyblade.lab.ims.internal.recon.Subsystem;

/** Commands that change RECON: NOTIFY, DELETE and CHANGE. */
final class Changes {
    private final Recon recon;
    private final TodClock clock;

    Changes(Recon recon, TodClock clock) {
        this.recon = recon;
        this.clock = clock;
    }

    int run(DbrcCommand command, Consumer<String> print) {
        return switch (command.verb()) {
            case "NOTIFY.IC" -> image(command, "IMAGE", print);
            case "NOTIFY.UIC" -> image(command, command.has("CIC") ? "CIC" : "BATCH", print);
            case "NOTIFY.RECOV" -> recovery(command, print);
            case "DELETE.UIC" -> deletion(command, print);
            case "CHANGE.DBDS" ->
                dataSet(
                        command,
                        it -> it.withFlags(
                                command.has("ICON") || !command.has("ICOFF") && it.icNeeded(),
                                command.has("RECOV") || !command.has("NORECOV") && it.recoveryNeeded()),
                        print);
            case "CHANGE.DB" -> database(command, print);
            case "CHANGE.SUBSYS" -> subsystem(command, print);
            case "CHANGE.RECON" -> replacement(command, print);
            default -> refused(print, "DSP0001I  INVALID COMMAND VERB " + command.verb(), 12);
        };
    }

    private int image(DbrcCommand command, String kind, Consumer<String> print) {
        Optional<Long> run = command.value("RUNTIME").flatMap(DbrcTime::parse);
        if (run.isEmpty()) {
            return refused(print, "DSP0016I  RUNTIME IS MISSING OR NO TIME", 8);
        }
        if (recon.read()
                .database(command.value("DBD").orElse(""))
                .filter(DbEntry::reorganizing)
                .isPresent()) {
            return refused(print, "DSP0017I  NO COPY DURING AN ONLINE REORGANIZATION", 8);
        }
        long stop = command.value("STOPTIME").flatMap(DbrcTime::parse).orElse(0L);
        String dsn = command.value("ICDSN").orElse("");
        if (kind.equals("IMAGE") && dsn.isEmpty()) {
            return refused(print, "DSP0016I  ICDSN IS MISSING", 8);
        }
        return dataSet(
                command,
                it -> it.with(new Image(
                        kind,
                        run.get(),
                        stop,
                        recon.read().usid(),
                        dsn,
                        command.value("UDATA").orElse(""))),
                print);
    }

    private int deletion(DbrcCommand command, Consumer<String> print) {
        Optional<Long> run = command.value("RECTIME").flatMap(DbrcTime::parse);
        if (run.isEmpty()) {
            return refused(print, "DSP0016I  RECTIME IS MISSING OR NO TIME", 8);
        }
        boolean[] found = {false};
        int condition = dataSet(
                command,
                it -> {
                    DbdsEntry without = it.withoutUserCopy(run.get());
                    found[0] |= without.images().size() < it.images().size();
                    return without;
                },
                print);
        return condition == 0 && !found[0]
                ? refused(
                        print,
                        "DSP0144I  NO RECORD FOUND FOR RECTIME="
                                + command.value("RECTIME").orElse(""),
                        8)
                : condition;
    }

    private int recovery(DbrcCommand command, Consumer<String> print) {
        Optional<Long> to = command.value("RCVTIME").flatMap(DbrcTime::parse);
        if (to.isEmpty()) {
            return refused(print, "DSP0016I  RCVTIME IS MISSING OR NO TIME", 8);
        }
        long run = command.value("RUNTIME").flatMap(DbrcTime::parse).orElseGet(clock::next);
        return dataSet(command, it -> it.with(new Recovery(run, to.get())), print);
    }

    private int dataSet(DbrcCommand command, UnaryOperator<DbdsEntry> change, Consumer<String> print) {
        String dbd = command.value("DBD").orElse("");
        String ddn = command.value("DDN").or(() -> command.value("AREA")).orElse("");
        boolean known = recon.read()
                .database(dbd)
                .map(it -> it.dataSets().stream().anyMatch(one -> one.ddn().equals(ddn)))
                .orElse(false);
        if (!known) {
            return refused(print, "DSP0144I  NO RECORD FOUND FOR DBD=" + dbd + " DDN=" + ddn, 8);
        }
        recon.update(state -> state.withDatabase(
                dbd,
                it -> it.withDataSets(it.dataSets().stream()
                        .map(one -> one.ddn().equals(ddn) ? change.apply(one) : one)
                        .toList())));
        return 0;
    }

    /** Keywords for backout and for a reorganization (unconfirmed). */
    private int database(DbrcCommand command, Consumer<String> print) {
        String dbd = command.value("DBD").orElse("");
        Optional<DbEntry> known = recon.read().database(dbd);
        if (known.isEmpty()) {
            return refused(print, "DSP0144I  NO RECORD FOUND FOR DBD=" + dbd, 8);
        }
        recon.update(state -> state.withDatabase(
                dbd,
                it -> it.withFlags(
                        command.has("NOAUTH") || !command.has("AUTH") && it.prohibited(),
                        command.has("BACKOUT") || !command.has("NOBACK") && it.backoutNeeded(),
                        command.has("OLRACTV") || !command.has("OLRRESET") && it.reorganizing())));
        return 0;
    }

    private int subsystem(DbrcCommand command, Consumer<String> print) {
        String imsid = command.value("SSID").orElse("");
        if (recon.read().subsystem(imsid).isEmpty()) {
            return refused(print, "DSP0144I  NO RECORD FOUND FOR SSID=" + imsid, 8);
        }
        recon.update(state -> state.withSubsystem(imsid, it -> {
            Subsystem changed =
                    it.withRecovering(command.has("STARTRCV") || !command.has("ENDRECOV") && it.recovering());
            return command.has("ABNORMAL") ? changed.with(Subsystem.State.ABNORMAL) : changed;
        }));
        return 0;
    }

    /** Of what CHANGE.RECON can change, REPLACE alone. */
    private int replacement(DbrcCommand command, Consumer<String> print) {
        String name = command.value("REPLACE").orElse("");
        if (!name.matches("RECON[123]")) {
            return refused(print, "DSP0016I  REPLACE IS MISSING OR NAMES NO RECON", 12);
        }
        int number = name.charAt(name.length() - 1) - '0';
        if (!recon.active().contains(number)) {
            return refused(print, "DSP0014I  " + name + " IS NO ACTIVE COPY", 12);
        }
        if (recon.spare().isEmpty()) {
            return refused(print, "DSP0015I  THERE IS NO SPARE: DELETE AND DEFINE THE ONE DISCARDED", 12);
        }
        recon.replace(number);
        return 0;
    }

    private static int refused(Consumer<String> print, String message, int condition) {
        print.accept(message);
        return condition;
    }
}
