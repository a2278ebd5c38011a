package org.copyblade.lab.ims.internal.member;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.copyblade.lab.ims.internal.disk.BlockFile;
import org.copyblade.lab.ims.internal.disk.Space;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.log.ArchivedLog;
import org.copyblade.lab.ims.internal.log.LogDataSets;
import org.copyblade.lab.ims.internal.pace.Pace;
import org.copyblade.lab.ims.internal.recon.LogEntry;
import org.copyblade.lab.ims.internal.recon.OldsEntry;
import org.copyblade.lab.ims.internal.recon.Recon;
import org.copyblade.lab.ims.internal.recon.ReconState;

/** Archives closed online logs: an SLDS with all records and an RLDS with what database recovery needs, then RECON. */
final class Archiver {
    private final String prefix;
    private final String imsid;
    private final VolumeSet volumes;
    private final String volser;
    private final Recon recon;
    private final LogDataSets sets;
    private final ReentrantLock vtoc;
    private final Pace pace;

    /** @param vtoc held while the contents of the archive's volume change, by whichever member */
    Archiver(
            String prefix,
            String imsid,
            VolumeSet volumes,
            String volser,
            Recon recon,
            LogDataSets sets,
            ReentrantLock vtoc,
            Pace pace) {
        this.prefix = prefix;
        this.imsid = imsid;
        this.volumes = volumes;
        this.volser = volser;
        this.recon = recon;
        this.sets = sets;
        this.vtoc = vtoc;
        this.pace = pace;
    }

    /** Archives the oldest that needs it, within the gate; what was archived, or empty if none did. */
    Optional<LogEntry> archiveOldest(Gate gate) {
        return recon.read().toArchive(imsid).map(it -> archive(it, gate));
    }

    private LogEntry archive(OldsEntry olds, Gate gate) {
        List<byte[]> blocks = ArchivedLog.blocks(sets, olds.olds(), olds.firstBsn(), olds.lastBsn());
        String slds = ArchivedLog.name(prefix, "SLDSP", imsid, olds.start());
        String rlds = ArchivedLog.name(prefix, "RLDSP", imsid, olds.start());
        write(slds, blocks, gate);
        write(rlds, ArchivedLog.forRecovery(blocks), gate);
        LogEntry entry = new LogEntry(
                imsid,
                olds.start(),
                olds.stop(),
                olds.firstBsn(),
                olds.lastBsn(),
                olds.firstLsn(),
                olds.lastLsn(),
                slds,
                rlds,
                volser);
        gate.pass(() -> recon.update(state -> {
            ReconState longer = state.with(entry).withOlds(imsid, olds.olds(), OldsEntry::archived);
            List<LogEntry> own = longer.logs(imsid);
            List<LogEntry> dropped = own.subList(0, Math.max(0, own.size() - ReconState.LOGS_KEPT));
            return longer.withLogs(
                    longer.logs().stream().filter(it -> !dropped.contains(it)).toList());
        }));
        deleteDropped(gate);
        return entry;
    }

    /** What is older than anything RECON keeps: what was dropped now, and what was when a death came before its deletion. */
    private void deleteDropped(Gate gate) {
        LogEntry oldest = recon.read().logs(imsid).get(0);
        List<String> dropped = volumes.dataSets().keySet().stream()
                .filter(it -> ArchivedLog.isOlder(it, oldest.slds()) || ArchivedLog.isOlder(it, oldest.rlds()))
                .toList();
        for (String name : dropped) {
            gate.pass(() -> alone(() -> volumes.delete(name)));
        }
    }

    private void write(String name, List<byte[]> blocks, Gate gate) {
        gate.pass(() -> alone(() -> {
            // One that a death has left is replaced: RECON does not know it.
            volumes.delete(name);
            volumes.allocate(Space.Wanted.on(volser, name, ArchivedLog.BLOCK_BYTES, false, Math.max(1, blocks.size())));
        }));
        BlockFile file = volumes.require(name, ArchivedLog.BLOCK_BYTES);
        for (int block = 0; block < blocks.size(); block++) {
            int number = block;
            gate.pass(() -> file.write(number, blocks.get(number)));
        }
    }

    private void alone(Runnable work) {
        pace.lock(vtoc);
        try {
            work.run();
        } finally {
            vtoc.unlock();
        }
    }
}
