package org.copyblade.lab.ims.internal.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.copyblade.lab.ims.internal.data.Definition;
import org.copyblade.lab.ims.internal.log.LogWriter;
import org.copyblade.lab.ims.internal.member.ControlRegion;
import org.copyblade.lab.ims.internal.member.Member;
import org.copyblade.lab.ims.internal.member.Stamp;
import org.copyblade.lab.ims.internal.recon.OldsEntry;
import org.copyblade.lab.ims.internal.recon.ReconState;

/** What the commands DISPLAY OLDS, DB, AREA and ACT answer. */
final class Displays {
    private final ControlRegion.Shared shared;
    private final Member member;
    private final ControlRegion region;

    Displays(ControlRegion.Shared shared, Member member, ControlRegion region) {
        this.shared = shared;
        this.member = member;
        this.region = region;
    }

    List<String> olds() {
        ReconState recon = shared.recon().read();
        List<String> lines = new ArrayList<>();
        lines.add("OLDS-DDNAME % FULL RATE ARCH-JOB    ARCH-STATUS  OTHER-STATUS");
        LogWriter log = region.log();
        for (OldsEntry entry : recon.olds(member.imsid())) {
            boolean current = entry.status() == OldsEntry.Status.ACTIVE;
            StringBuilder line = new StringBuilder(current ? "*" : " ").append(entry.primaryDdname());
            if (current) {
                pad(line, 15).append(String.format("%3d", log.percentFull()));
                pad(line, 50).append("IN USE");
            } else {
                pad(line, 37).append(entry.status() == OldsEntry.Status.ARC_NEEDED ? "NEEDED" : "AVAILABLE");
            }
            lines.add(line.toString());
        }
        lines.add(" DUAL OLDS LOGGING, DUAL WADS LOGGING");
        lines.add(" AUTOMATIC ARCHIVE = 01");
        lines.add(" WADS = *DFSWADS0 *DFSWADS1");
        // The newest record that is durable: a copy made now ends there or later.
        long lsn = log.durableLsn();
        lines.add(String.format(" CURRENT BSN = %08X, LSN = %08X_%08X", log.bsn(), lsn >>> 32, lsn & 0xFFFFFFFFL));
        lines.add(" ZHYPERWRITE: OLDS = NO, WADS = NO");
        return framed(lines);
    }

    List<String> databases(List<String> names) {
        List<String> lines = new ArrayList<>();
        lines.add("   DATABASE   TYPE    TOTAL UNUSED     TOTAL UNUSED ACC  CONDITIONS");
        for (String name : names) {
            lines.add(defined(name, false)
                    .map(it -> String.format(
                            "   %-8s   %-7s                              UP   %s",
                            it.dbd(), it.isFastPath() ? "DEDB" : "DL/I", conditions(it.dbd())))
                    .orElse("   " + String.format("%-8s   ", name)
                            + "                                     NOTDEFINED"));
        }
        return framed(lines);
    }

    List<String> areas(List<String> names) {
        List<String> lines = new ArrayList<>();
        lines.add("   AREANAME  EQECT   TOTAL UNUSED   TOTAL UNUSED DBNAME   EEQECT CONDITIONS");
        for (String name : names) {
            lines.add(defined(name, true)
                    .map(it -> String.format(
                            "   %-8s      0     N/A    N/A     N/A    N/A %-8s      0 %s",
                            it.ddn(), it.dbd(), conditions(it.dbd())))
                    .orElse(String.format("   %-8s NOTDEFINED", name)));
        }
        return framed(lines);
    }

    List<String> active() {
        List<String> lines = new ArrayList<>();
        lines.add("REGID JOBNAME  TYPE  TRAN/STEP PROGRAM  STATUS       CLASS");
        for (int number = 1; member.isWorking() && number <= shared.seed().workers(); number++) {
            lines.add(String.format(
                    "%5d LEDGER%02d TP    LEDGER    LEDGPGM  %-12s    1",
                    number, number, region.suspension().isSuspended() ? "WAIT-LOG" : ""));
        }
        lines.add("VTAM ACB OPEN   -LOGONS ENABLED");
        return framed(lines);
    }

    List<String> framed(List<String> lines) {
        List<String> all = new ArrayList<>();
        all.add("DFS4444I DISPLAY FROM ID=" + member.imsid());
        all.addAll(lines);
        all.add(" *" + Stamp.yydddHhmmss(shared.clock().next()) + "*");
        return all;
    }

    /** Databases for {@code ALL}, or those named. */
    static List<String> named(List<String> operands, boolean areas) {
        if (!operands.isEmpty() && !operands.get(0).equals("ALL")) {
            return operands;
        }
        Stream<Definition> all = Definition.LEDGER.stream().filter(it -> !areas || it.isFastPath());
        return all.map(it -> areas ? it.ddn() : it.dbd()).toList();
    }

    private static java.util.Optional<Definition> defined(String name, boolean area) {
        return Definition.LEDGER.stream()
                .filter(it -> area
                        ? it.isFastPath() && it.ddn().equals(name)
                        : it.dbd().equals(name))
                .findFirst();
    }

    private String conditions(String dbd) {
        if (region.isQuiesced(dbd)) {
            return "QUIESCED";
        }
        return region.isStarted(dbd) ? "ALLOCS" : "STOPPED, NOTOPEN";
    }

    private static StringBuilder pad(StringBuilder line, int column) {
        while (line.length() < column) {
            line.append(' ');
        }
        return line;
    }
}
