package org.copyblade.lab.ims.internal.dbrc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.copyblade.lab.ims.internal.member.Stamp;
import org.copyblade.lab.ims.internal.recon.DbEntry;
import org.copyblade.lab.ims.internal.recon.DbdsEntry;
import org.copyblade.lab.ims.internal.recon.LogEntry;
import org.copyblade.lab.ims.internal.recon.OldsEntry;
import org.copyblade.lab.ims.internal.recon.ReconState;

/** Builds jobs for utilities from what RECON knows. */
final class Genjcl {
    private final ReconState recon;
    private final String prefix;

    Genjcl(ReconState recon, String prefix) {
        this.recon = recon;
        this.prefix = prefix;
    }

    int run(DbrcCommand command, Consumer<String> print, Media media) {
        if (command.verb().equals("GENJCL.USER")) {
            return user(command, print, media);
        }
        Optional<String> without = withoutCopy(command);
        if (without.isPresent()) {
            print.accept("DSP0815I  NO USABLE IMAGE COPY FOR " + without.get());
            return 8;
        }
        List<String> lines =
                switch (command.verb()) {
                    case "GENJCL.ARCHIVE", "GENJCL.CLOSE" -> archive(command);
                    case "GENJCL.CA" -> accumulation();
                    case "GENJCL.IC" -> perDataSet(command, this::imageCopy);
                    case "GENJCL.RECOV" -> perDataSet(command, (db, one) -> recovery(command, db, one));
                    default -> null;
                };
        if (lines == null) {
            print.accept("DSP0001I  INVALID COMMAND VERB " + command.verb());
            return 12;
        }
        if (lines.isEmpty()) {
            print.accept("DSP0271I  NOTHING TO BE DONE, NO JCL WAS GENERATED");
            return 4;
        }
        lines.forEach(line -> media.put(Media.JOBS, line));
        return 0;
    }

    private int user(DbrcCommand command, Consumer<String> print, Media media) {
        String member = command.value("MEMBER").orElse("");
        Optional<List<String>> skeleton = media.skeleton(member);
        if (skeleton.isEmpty()) {
            print.accept("DSP0294I  SKELETAL JCL MEMBER " + member + " WAS NOT FOUND");
            return 12;
        }
        String out = command.value(Media.JOBS).orElse(Media.JOBS);
        boolean toReport = out.equals("SYSPRINT");
        if (!toReport && !media.has(out)) {
            print.accept("DSP0288I  DD " + out + " IS NOT ALLOCATED");
            return 12;
        }
        try {
            for (String line : new UserJcl(recon, prefix)
                    .fill(skeleton.get(), command.value("USERKEYS").orElse(""))) {
                if (toReport) {
                    print.accept(line);
                } else {
                    media.put(out, line);
                }
            }
            return 0;
        } catch (UserJcl.BadSkeleton bad) {
            print.accept("DSP0295I  " + bad.getMessage());
            return 8;
        }
    }

    private List<String> archive(DbrcCommand command) {
        List<String> lines = new ArrayList<>();
        for (OldsEntry it : recon.olds()) {
            boolean wanted = command.value("SSID").map(it.imsid()::equals).orElse(true);
            if (wanted && it.status() == OldsEntry.Status.ARC_NEEDED) {
                lines.add("//ARC" + it.imsid() + " EXEC PGM=DFSUARC0,PARM='" + it.imsid() + "'");
                lines.add(String.format(
                        "//%s DD DISP=SHR,DSN=%s.%s.OLDSP%02d", it.primaryDdname(), prefix, it.imsid(), it.olds()));
                lines.add(String.format(
                        "//%s DD DISP=SHR,DSN=%s.%s.OLDSS%02d", it.secondaryDdname(), prefix, it.imsid(), it.olds()));
            }
        }
        return lines;
    }

    private List<String> accumulation() {
        List<String> lines = new ArrayList<>();
        lines.add("//CA EXEC PGM=DFSUCUM0,PARM='CORE=100000'");
        lines.add("//DFSUCUMN DD DISP=(NEW,CATLG),DSN=" + prefix + ".CA.CAG1");
        lines.addAll(logs());
        return lines;
    }

    private List<String> imageCopy(DbEntry db, DbdsEntry one) {
        return List.of(
                "//IC EXEC PGM=DFSRRC00,PARM='ULU,DFSUDMP0,,,,,,,,,,,,Y'",
                "//" + one.ddn() + " DD DISP=SHR,DSN=" + one.dsn(),
                "//SYSIN DD *",
                String.format("D1 %-8s %-8s DATAOUT1", db.dbd(), one.ddn()));
    }

    private List<String> recovery(DbrcCommand command, DbEntry db, DbdsEntry one) {
        List<String> lines = new ArrayList<>(List.of(
                "//RCV EXEC PGM=DFSRRC00,PARM='UDR,DFSURDB0," + db.dbd() + ",,,,,,,,,,,Y'",
                "//" + one.ddn() + " DD DISP=OLD,DSN=" + one.dsn(),
                command.has("USEDBDS")
                        ? "//DFSUDUMP DD DUMMY"
                        : "//DFSUDUMP DD DISP=OLD,DSN=" + newestCopy(one).orElseThrow()));
        lines.addAll(logs());
        lines.add("//SYSIN DD *");
        lines.add(String.format("S  %-8s %-8s", db.dbd(), one.ddn())
                + command.value("RCVTIME")
                        .flatMap(DbrcTime::parse)
                        .map(it -> "          " + Stamp.dbrc(it))
                        .orElse(""));
        return lines;
    }

    /** A data set that is to be recovered and has no copy that the utility reads. */
    private Optional<String> withoutCopy(DbrcCommand command) {
        if (!command.verb().equals("GENJCL.RECOV") || command.has("USEDBDS")) {
            return Optional.empty();
        }
        return chosen(command).stream()
                .filter(it -> newestCopy(it.dataSet()).isEmpty())
                .findFirst()
                .map(it -> "DBD=" + it.database().dbd() + " DDN=" + it.dataSet().ddn());
    }

    /** In the standard format: a utility cannot read those of another, and RECON does not know where they are. */
    private static Optional<String> newestCopy(DbdsEntry one) {
        return one.images().stream()
                .filter(it -> !it.dsn().isEmpty())
                .max(Comparator.comparingLong(DbdsEntry.Image::run))
                .map(DbdsEntry.Image::dsn);
    }

    private List<String> logs() {
        List<String> lines = new ArrayList<>();
        String name = "//DFSULOG";
        for (LogEntry log : recon.logs()) {
            lines.add(name + " DD DISP=OLD,DSN=" + log.rlds());
            name = "//       ";
        }
        return lines;
    }

    private interface Work {
        List<String> on(DbEntry db, DbdsEntry one);
    }

    private record Chosen(DbEntry database, DbdsEntry dataSet) {}

    private List<Chosen> chosen(DbrcCommand command) {
        String dbd = command.value("DBD").orElse("");
        String ddn = command.value("DDN").or(() -> command.value("AREA")).orElse("");
        return recon.database(dbd).stream()
                .flatMap(db -> db.dataSets().stream()
                        .filter(it -> ddn.isEmpty() || it.ddn().equals(ddn))
                        .map(it -> new Chosen(db, it)))
                .toList();
    }

    private List<String> perDataSet(DbrcCommand command, Work work) {
        return chosen(command).stream()
                .flatMap(it -> work.on(it.database(), it.dataSet()).stream())
                .toList();
    }
}
