package org.copyblade.lab.ims.internal.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.copyblade.lab.ims.internal.disk.BlockFile;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.log.ArchivedLog;
import org.copyblade.lab.ims.internal.log.DurableLog;
import org.copyblade.lab.ims.internal.log.LogDataSets;
import org.copyblade.lab.ims.internal.log.LogNames;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.recon.LogEntry;
import org.copyblade.lab.ims.internal.recon.ReconState;
import org.copyblade.lab.ims.internal.recon.Subsystem;

/** The logs of all members, archived and online, in the order of their times. */
public final class MergedLogs {

    private MergedLogs() {}

    public static List<LogRecord> read(VolumeSet volumes, String prefix, ReconState recon) {
        List<LogRecord> merged = new ArrayList<>();
        for (Subsystem subsystem : recon.subsystems()) {
            TreeMap<Long, LogRecord> own = new TreeMap<>();
            for (LogEntry archived : recon.logs(subsystem.imsid())) {
                Optional<BlockFile> file = volumes.find(archived.slds(), ArchivedLog.BLOCK_BYTES);
                file.ifPresent(it -> ArchivedLog.records(it).forEach(record -> own.put(record.lsn(), record)));
            }
            LogNames names = new LogNames(
                    prefix, subsystem.imsid(), recon.olds(subsystem.imsid()).size());
            DurableLog.read(LogDataSets.of(volumes, names)).records().forEach(it -> own.put(it.lsn(), it));
            merged.addAll(own.values());
        }
        merged.sort(Comparator.comparingLong(LogRecord::tod));
        return merged;
    }
}
