package org.copyblade.lab.ims.internal.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.copyblade.lab.ims.Finding;
import org.copyblade.lab.ims.Rule;
import org.copyblade.lab.ims.internal.log.Change;
import org.copyblade.lab.ims.internal.log.DurableLog;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.recon.DbEntry;
import org.copyblade.lab.ims.internal.recon.DbdsEntry;
import org.copyblade.lab.ims.internal.recon.LogEntry;
import org.copyblade.lab.ims.internal.recon.OldsEntry;
import org.copyblade.lab.ims.internal.recon.ReconCopy;
import org.copyblade.lab.ims.internal.recon.ReconState;
import org.copyblade.lab.ims.internal.recon.Subsystem;

/** I6: RECON against its second copy, the logs, the changes in them, and the data sets that are there. */
final class ControlChecks {
    private final CopiedSystem copy;
    private final Consumer<Finding> findings;

    ControlChecks(CopiedSystem copy, Consumer<Finding> findings) {
        this.copy = copy;
        this.findings = findings;
    }

    void check() {
        bothCopies();
        for (Subsystem subsystem : copy.state().subsystems()) {
            DurableLog log = copy.logs().get(subsystem.imsid());
            onlineLogs(subsystem.imsid(), log);
            long last = log.records().isEmpty()
                    ? 0
                    : log.records().get(log.records().size() - 1).tod();
            if (subsystem.checkpoint() > last) {
                found("checkpoint of " + subsystem.imsid() + " is after the end of its log");
            }
        }
        allocations();
        dataSets();
    }

    /** One update may have reached the first copy and not the second. */
    private void bothCopies() {
        List<Integer> active = copy.recon().active();
        List<Optional<ReconState>> copies =
                copy.recon().copies().stream().map(ReconCopy::read).toList();
        for (int number = 0; number < copies.size(); number++) {
            if (copies.get(number).isEmpty()) {
                found("RECON" + active.get(number) + " holds nothing that can be read");
                return;
            }
        }
        ReconState one = copies.get(0).get();
        ReconState two = copies.get(1).get();
        if (Math.abs(one.generation() - two.generation()) > 1) {
            found("RECON" + active.get(0) + " has seen " + one.generation() + " updates, RECON" + active.get(1) + " "
                    + two.generation());
        } else if (one.generation() == two.generation() && !one.equals(two)) {
            found("RECON" + active.get(0) + " and RECON" + active.get(1) + " differ");
        }
    }

    private void onlineLogs(String imsid, DurableLog log) {
        Map<Integer, OldsEntry> entries = new TreeMap<>();
        copy.state().olds(imsid).forEach(it -> entries.put(it.olds(), it));
        for (DurableLog.Found block : log.blocks().values()) {
            OldsEntry entry = entries.get(block.olds());
            boolean open = entry.status() == OldsEntry.Status.ACTIVE;
            if (block.bsn() >= entry.firstBsn() && !open && block.bsn() > entry.lastBsn()) {
                found(entry.primaryDdname() + " of " + imsid + " holds block " + block.bsn()
                        + ", and RECON says it ends with " + entry.lastBsn());
                return;
            }
        }
        for (OldsEntry entry : entries.values()) {
            if (entry.status() == OldsEntry.Status.ARC_NEEDED) {
                closed(imsid, entry, log);
            }
            if (entry.status() == OldsEntry.Status.ACTIVE) {
                open(imsid, entry, log);
            }
        }
    }

    private void closed(String imsid, OldsEntry entry, DurableLog log) {
        for (long bsn = entry.firstBsn(); bsn <= entry.lastBsn(); bsn++) {
            DurableLog.Found block = log.blocks().get(bsn);
            if (block == null || block.olds() != entry.olds()) {
                found("block " + bsn + " of " + imsid + " is not in " + entry.primaryDdname() + ", where RECON has it");
                return;
            }
        }
        DurableLog.Found last = log.blocks().get(entry.lastBsn());
        if (last != null && last.lastLsn() != entry.lastLsn()) {
            found(entry.primaryDdname() + " of " + imsid + " ends with another record than RECON has");
        }
    }

    private void open(String imsid, OldsEntry entry, DurableLog log) {
        if (log.tailOlds().isPresent() && log.tailOlds().getAsInt() != entry.olds()) {
            found("the log of " + imsid + " goes on in DFSOLP0" + log.tailOlds().getAsInt() + ", and RECON has "
                    + entry.primaryDdname() + " open");
        }
        if (log.bsn() < entry.firstBsn()) {
            found("the log of " + imsid + " ends with block " + (log.bsn() - 1) + ", and RECON has "
                    + entry.primaryDdname() + " begin with " + entry.firstBsn());
        }
    }

    /** Whoever changed a database had it allocated then, as far back as RECON remembers. */
    private void allocations() {
        for (DurableLog log : copy.logs().values()) {
            for (LogRecord record : log.records()) {
                if (record.type() != LogRecord.CHANGE && record.type() != LogRecord.AREA_CHANGE) {
                    continue;
                }
                Change change = Change.of(record);
                boolean allocated =
                        copy.state().database(change.dbd()).map(DbEntry::dataSets).orElse(List.of()).stream()
                                .filter(it -> it.ddn().equals(change.ddn()))
                                .anyMatch(it -> couldUpdate(it, log.imsid(), record.tod()));
                if (!allocated) {
                    found(change.dbd() + " was changed by " + log.imsid() + " while RECON has no ALLOC of it");
                    return;
                }
            }
        }
    }

    private static boolean couldUpdate(DbdsEntry dataSet, String imsid, long tod) {
        return dataSet.isForgotten(imsid, tod)
                || dataSet.allocations().stream().anyMatch(it -> it.imsid().equals(imsid) && covers(it, tod));
    }

    private static boolean covers(DbdsEntry.Allocation allocation, long tod) {
        return allocation.start() <= tod && (allocation.stop() == 0 || allocation.stop() >= tod);
    }

    private void dataSets() {
        Map<String, List<String>> there = copy.volumes().dataSets();
        copy.state().databases().stream()
                .flatMap(it -> it.dataSets().stream())
                .filter(it -> !there.containsKey(it.dsn()))
                .forEach(it -> found(it.dsn() + " is registered and on none of the volumes"));
        for (LogEntry log : copy.state().logs()) {
            if (copy.volumes().volumes().containsKey(log.volser()) && !there.containsKey(log.slds())) {
                found(log.slds() + " is registered and not on " + log.volser());
            }
        }
    }

    private void found(String text) {
        findings.accept(new Finding(Rule.I6, text));
    }
}
