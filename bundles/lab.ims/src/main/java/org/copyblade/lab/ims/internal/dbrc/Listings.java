package org.copyblade.lab.ims.internal.dbrc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.copyblade.lab.ims.internal.member.Stamp;
import org.copyblade.lab.ims.internal.recon.DbEntry;
import org.copyblade.lab.ims.internal.recon.DbdsEntry;
import org.copyblade.lab.ims.internal.recon.LogEntry;
import org.copyblade.lab.ims.internal.recon.OldsEntry;
import org.copyblade.lab.ims.internal.recon.Recon;
import org.copyblade.lab.ims.internal.recon.ReconState;
import org.copyblade.lab.ims.internal.recon.Subsystem;

/** Records of RECON as the LIST commands print them: each after a line of hyphens, with its type first. */
final class Listings {
    static final String SEPARATOR = "-".repeat(79);

    private final ReconState recon;
    private final String prefix;
    private final IntFunction<String> status;

    /** @param status what a data set of RECON is, by its number */
    Listings(ReconState recon, String prefix, IntFunction<String> status) {
        this.recon = recon;
        this.prefix = prefix;
        this.status = status;
    }

    List<String> status() {
        List<String> lines = new ArrayList<>(List.of(
                "RECON",
                " RECOVERY CONTROL DATA SET, IMS V15R1",
                " DMB#=" + recon.databases().size() + "    INIT TOKEN=" + recon.token(),
                " FORCER    LOG DSN CHECK=CHECK44    STARTNEW=NO",
                " TAPE UNIT=    DASD UNIT=SYSALLDA  TRACEOFF   SSID="
                        + recon.subsystems().get(0).imsid(),
                " LIST DLOG=NO                 CA/IC/LOG DATA SETS CATALOGED=YES",
                " MINIMUM VERSION = 13.1       CROSS DBRC SERVICE LEVEL ID= 00001",
                " TIME STAMP INFORMATION:",
                "   TIMEZIN = %SYS",
                "   OUTPUT FORMAT:  DEFAULT = LOCORG NONE   PUNC YYYY",
                "                   CURRENT = LOCORG OFFSET PUNC YYYY",
                " -DDNAME-      -STATUS-       -DATA SET NAME-"));
        for (int number = 1; number <= Recon.DATA_SETS; number++) {
            lines.add(String.format(
                    " RECON%d        %-14s %s", number, status.apply(number), Recon.name(prefix, number)));
        }
        lines.add(" NUMBER OF REGISTERED DATABASES =    " + recon.databases().size());
        return lines;
    }

    List<String> database(DbEntry db) {
        long recoveries =
                db.dataSets().stream().filter(DbdsEntry::recoveryNeeded).count();
        long copies = db.dataSets().stream().filter(DbdsEntry::icNeeded).count();
        List<String> lines = new ArrayList<>();
        lines.add("DB");
        lines.add(
                String.format(" DBD=%-8s    DMB#=%d    TYPE=%s", db.dbd(), db.number(), db.fastPath() ? "FP" : "IMS"));
        lines.add(String.format(" SHARE LEVEL=3    GSGNAME=**NULL**    USID=%010d", recon.usid()));
        for (String imsid : db.authorized()) {
            lines.add("  AUTHORIZED SUBSYSTEM SSID=" + imsid + "    ACCESS INTENT=UPDATE    SIGNON");
        }
        lines.add(" FLAGS:    COUNTERS:");
        lines.add("  BACKOUT NEEDED    =" + onOff(db.backoutNeeded()) + "    RECOVERY NEEDED COUNT   =" + recoveries);
        lines.add("  PROHIBIT AUTHORIZATION=" + onOff(db.prohibited()) + "    AUTHORIZED SUBSYSTEMS   ="
                + db.authorized().size());
        lines.add("  QUIESCE IN PROGRESS   =NO    IMAGE COPY NEEDED COUNT =" + copies);
        if (db.reorganizing()) {
            lines.add("  OLREORG CURSOR ACTIVE =YES");
        }
        return lines;
    }

    List<String> dataSet(DbEntry db, DbdsEntry dataSet) {
        List<String> lines = new ArrayList<>();
        lines.add("DBDS");
        lines.add(" DSN=" + dataSet.dsn() + "    TYPE=" + (db.fastPath() ? "FP" : "IMS"));
        lines.add(
                db.fastPath()
                        ? String.format(
                                " DBD=%-8s  AREA=%-8s  DSID=001 DBORG=DEDB   DSORG=VSAM", db.dbd(), dataSet.ddn())
                        : String.format(
                                " DBD=%-8s  DDN=%-8s  DSID=001 DBORG=%-6s  DSORG=%s",
                                db.dbd(), dataSet.ddn(), dataSet.organisation(), dataSet.access()));
        lines.add(String.format(
                " CAGRP=%s    GENMAX=8    IC AVAIL=0    IC USED=%d    DSSN=%08d",
                dataSet.group(), dataSet.images().size(), dataSet.allocations().size()));
        lines.add(" FLAGS:    COUNTERS:");
        lines.add("  IC NEEDED    =" + onOff(dataSet.icNeeded()) + "  IC RECOMMENDED =ON  RECOV NEEDED   ="
                + onOff(dataSet.recoveryNeeded()) + "  EEQE COUNT =0");
        for (DbdsEntry.Allocation it : dataSet.allocations()) {
            lines.add("ALLOC");
            lines.add("  ALLOC   =" + Stamp.dbrc(it.start()) + "  *  ALLOC LRID =0");
            lines.add(String.format(
                    "   DSSN=%010d USID=%010d  START = %s  SSID=%s",
                    it.usid(), it.usid(), Stamp.dbrc(it.start()), it.imsid()));
            if (it.stop() != 0) {
                lines.add("   DEALLOC =" + Stamp.dbrc(it.stop()));
            }
        }
        for (DbdsEntry.Image it : dataSet.images()) {
            lines.add("IMAGE");
            lines.add("  RUN    =" + Stamp.dbrc(it.run()) + "  *  RECORD COUNT =0");
            lines.add(String.format("  STOP    =%s    %s   USID=%010d", Stamp.dbrc(it.stop()), it.kind(), it.usid()));
            lines.add(
                    it.dsn().isEmpty()
                            ? "  UDATA='" + it.userData() + "'"
                            : "   IC1  DSN=" + it.dsn() + "  UNIT=3390  FILE SEQ=0001");
        }
        for (DbdsEntry.Recovery it : dataSet.recoveries()) {
            lines.add("RECOV");
            lines.add("  RUN    =" + Stamp.dbrc(it.run()) + "  *  RECOV TO=" + Stamp.dbrc(it.to()));
        }
        return lines;
    }

    List<String> archived(LogEntry log, String type) {
        List<String> lines = new ArrayList<>();
        lines.add(type + "    RECORD SIZE=    1104");
        lines.add(" START = " + Stamp.dbrc(log.start()) + "*    SSID=" + log.imsid() + "    VERSION=15.1");
        lines.add(" STOP  = " + Stamp.dbrc(log.stop()) + "    #DSN=1");
        lines.add(String.format(" FIRST RECORD ID= %016X    PRILOG TOKEN= 0", log.firstLsn()));
        lines.add("  DSN=" + (type.equals("PRISLD") ? log.slds() : log.rlds()) + "    UNIT=SYSDA");
        lines.add("  START = " + Stamp.dbrc(log.start()) + String.format(" FIRST DS LSN= %016X", log.firstLsn()));
        lines.add("  STOP  = " + Stamp.dbrc(log.stop()) + String.format(" LAST  DS LSN= %016X", log.lastLsn()));
        lines.add("  FILE SEQ=0001  CHECKPOINT TYPES=80: SIMPLE=Y SNAPQ=N DUMPQ=N PURGE=N FREEZE=N  VOLSER="
                + log.volser());
        return lines;
    }

    /** Layout (unconfirmed). */
    List<String> online(String imsid, boolean primary) {
        List<OldsEntry> entries =
                recon.olds(imsid).stream().filter(it -> it.start() != 0).toList();
        List<String> lines = new ArrayList<>();
        lines.add(primary ? "PRIOLD" : "SECOLD");
        lines.add(" SSID=" + imsid + "    # DD ENTRIES=" + entries.size());
        for (OldsEntry it : entries) {
            lines.add(String.format(
                    " DDNAME=%s    DSN=%s.%s.OLDS%s%02d",
                    primary ? it.primaryDdname() : it.secondaryDdname(),
                    prefix,
                    imsid,
                    primary ? "P" : "S",
                    it.olds()));
            lines.add("  START = " + Stamp.dbrc(it.start()) + String.format("    FIRST DS LSN= %016X", it.firstLsn()));
            lines.add("  STOP  = " + Stamp.dbrc(it.stop()) + String.format("    LAST  DS LSN= %016X", it.lastLsn()));
            lines.add("  STATUS=" + status(it) + "    FEOV=NO    AVAIL");
        }
        return lines;
    }

    List<String> subsystem(Subsystem it) {
        List<String> lines = new ArrayList<>();
        lines.add("SSYS");
        lines.add(" SSID=" + it.imsid() + "    LOG START=" + Stamp.dbrc(it.logStart()));
        lines.add(" SSTYPE=ONLINE    ABNORMAL TERM=" + onOff(it.state() == Subsystem.State.ABNORMAL)
                + "    RECOVERY STARTED=" + (it.recovering() ? "YES" : "NO") + "    BACKUP=NO");
        lines.add(" IRLMID=IRLM    IRLM STATUS=NORMAL    GSGNAME=**NULL**");
        lines.add(" AUTHORIZED DATA BASES/AREAS="
                + recon.databases().stream()
                        .filter(db -> db.authorized().contains(it.imsid()))
                        .count() + "    VERSION=15.1");
        recon.databases().stream()
                .filter(db -> db.authorized().contains(it.imsid()))
                .forEach(db -> lines.add("  DBD=" + db.dbd() + "    ACCESS=UPDATE"));
        return lines;
    }

    List<String> group() {
        List<String> lines = new ArrayList<>();
        lines.add("CAGRP");
        lines.add(" GRPNAME=CAG1    #MEMBERS=" + recon.databases().size() + "    CA AVAIL=0    CA USED=0");
        recon.databases().forEach(db -> db.dataSets()
                .forEach(it -> lines.add("  DBD=" + db.dbd() + "    DDN=" + it.ddn() + "    COMPLETE=NO")));
        return lines;
    }

    private static String status(OldsEntry entry) {
        return switch (entry.status()) {
            case ACTIVE -> "ACTIVE";
            case ARC_NEEDED -> "ARC NEEDED";
            case AVAILABLE -> "ARC COMPLT";
        };
    }

    private static String onOff(boolean on) {
        return on ? "ON" : "OFF";
    }
}
