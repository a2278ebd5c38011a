package org.copyblade.lab.ims.internal.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.copyblade.lab.ims.internal.data.Database;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.log.DurableLog;
import org.copyblade.lab.ims.internal.log.LogDataSets;
import org.copyblade.lab.ims.internal.log.LogNames;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.pace.RealPace;
import org.copyblade.lab.ims.internal.recon.Recon;
import org.copyblade.lab.ims.internal.recon.ReconState;
import org.copyblade.lab.ims.internal.recon.Subsystem;

/**
 * A copy as it was read: RECON, the logs of all members, and the databases.
 *
 * @param logs by member
 */
record CopiedSystem(
        VolumeSet volumes,
        String prefix,
        Recon recon,
        ReconState state,
        Map<String, DurableLog> logs,
        Map<String, Database> databases) {

    static CopiedSystem read(VolumeSet volumes, String prefix) {
        Recon recon = new Recon(volumes, prefix, new RealPace());
        ReconState state = recon.read();
        Map<String, DurableLog> logs = new TreeMap<>();
        for (Subsystem subsystem : state.subsystems()) {
            logs.put(
                    subsystem.imsid(),
                    DurableLog.read(LogDataSets.of(volumes, names(prefix, state, subsystem.imsid()))));
        }
        return new CopiedSystem(volumes, prefix, recon, state, logs, Database.openAll(volumes, prefix));
    }

    LogNames names(String imsid) {
        return names(prefix, state, imsid);
    }

    private static LogNames names(String prefix, ReconState state, String imsid) {
        return new LogNames(prefix, imsid, state.olds(imsid).size());
    }

    /** Records of all members in the order of their times, from where every log is kept on. */
    List<LogRecord> merged() {
        long horizon = logs.values().stream()
                .filter(it -> it.beginLsn() > 1 && !it.records().isEmpty())
                .mapToLong(it -> it.records().get(0).tod())
                .max()
                .orElse(0);
        List<LogRecord> merged = new ArrayList<>();
        logs.values().forEach(it -> it.records().stream()
                .filter(record -> record.tod() >= horizon)
                .forEach(merged::add));
        merged.sort(Comparator.comparingLong(LogRecord::tod));
        return merged;
    }
}
