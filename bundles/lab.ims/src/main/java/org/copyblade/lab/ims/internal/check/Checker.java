package org.copyblade.lab.ims.internal.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.ims.CheckReport;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.Finding;
import org.copyblade.lab.ims.Rule;
import org.copyblade.lab.ims.internal.data.Database;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.disk.ScratchVolume;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.log.TodClock;
import org.copyblade.lab.ims.internal.member.Life;
import org.copyblade.lab.ims.internal.member.Restart;
import org.copyblade.lab.ims.internal.member.RestartFailure;
import org.copyblade.lab.ims.internal.pace.RealPace;
import org.copyblade.lab.ims.internal.recon.OldsEntry;
import org.copyblade.lab.ims.internal.recon.Recon;

/**
 * Checks a copy of the volumes of a group. It reads the copy only; a restart is tried on top of it, in memory. The same copy
 * gives the same report.
 */
public final class Checker {
    private final VolumeSet volumes;
    private final String prefix;
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final List<String> facts = new ArrayList<>();

    private Checker(VolumeSet volumes, String prefix) {
        this.volumes = volumes;
        this.prefix = prefix;
    }

    /**
     * @param volumes by serial, the copies under the serials of their originals
     * @param prefix first qualifier of the group's data sets
     */
    public static CheckReport check(Map<String, HostVolume> volumes, String prefix, Evidence evidence) {
        Checker checker = new Checker(VolumeSet.of(volumes), prefix);
        try {
            checker.run(evidence);
        } catch (DiskFailure failure) {
            checker.findings.add(new Finding(Rule.I6, failure.getMessage()));
        }
        return new CheckReport(List.copyOf(checker.findings), checker.facts);
    }

    private void run(Evidence evidence) {
        CopiedSystem copy = CopiedSystem.read(volumes, prefix);
        List<LogRecord> merged = copy.merged();
        History history = History.of(merged, Long.MAX_VALUE);
        facts.add(copy.logs().size() + " members, " + merged.size() + " log records, "
                + history.committed().size() + " units committed, "
                + history.changes().size() + " records changed");
        LogChecks logs = new LogChecks(copy, findings::add);
        logs.sequence();
        logs.sharing(history);
        logs.ends(evidence);
        logs.acknowledged(evidence.acknowledged());
        new ControlChecks(copy, findings::add).check();
        new DataChecks(copy.databases(), findings::add).beforeRestart(copy.logs(), history);
        restart(copy, history);
    }

    private void restart(CopiedSystem copy, History history) {
        Map<String, HostVolume> scratch = new TreeMap<>();
        volumes.volumes().forEach((volser, volume) -> scratch.put(volser, new ScratchVolume(volume)));
        VolumeSet tried = VolumeSet.of(scratch);
        RealPace pace = new RealPace();
        Recon recon = new Recon(tried, prefix, pace);
        TodClock clock = new TodClock(() -> 0);
        copy.logs().values().stream()
                .filter(it -> !it.records().isEmpty())
                .forEach(it -> clock.notBefore(
                        it.records().get(it.records().size() - 1).tod()));
        for (String imsid : copy.logs().keySet()) {
            try {
                Restart.Outcome outcome = new Restart(
                                new Restart.Ground(tried, copy.names(imsid), recon, clock, pace),
                                new Life(imsid, pace),
                                (member, message) -> {})
                        .run(() -> takenForArchived(recon, imsid));
                facts.add("restart of " + imsid + ": " + outcome.redone() + " area changes done again, "
                        + outcome.backedOut() + " units taken back");
            } catch (RestartFailure | DiskFailure failure) {
                findings.add(new Finding(Rule.I3, "restart of " + imsid + " fails: " + failure.getMessage()));
            }
        }
        new DataChecks(Database.openAll(tried, prefix), findings::add).afterRestart(history);
    }

    /** Nobody will want the archive of what is only tried, and its volume need not be among those that were copied. */
    private static boolean takenForArchived(Recon recon, String imsid) {
        Optional<OldsEntry> oldest = recon.read().toArchive(imsid);
        oldest.ifPresent(olds -> recon.update(state -> state.withOlds(imsid, olds.olds(), OldsEntry::archived)));
        return oldest.isPresent();
    }
}
