package org.copyblade.lab.ims.internal.member;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.lab.ims.internal.disk.BlockFile;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.log.UnitToken;
import org.copyblade.lab.ims.internal.recon.Recon;

/** System checkpoints of a member: begin, units at work, end; then the restart data set, then RECON. One at a time. */
final class Checkpoints {
    private final String imsid;
    private final MemberLog log;
    private final Gate gate;
    private final BlockFile restartDataSet;
    private final Recon recon;
    private final AtomicLong restartLsn;

    Checkpoints(String imsid, MemberLog log, Gate gate, BlockFile restartDataSet, Recon recon, AtomicLong restartLsn) {
        this.imsid = imsid;
        this.log = log;
        this.gate = gate;
        this.restartDataSet = restartDataSet;
        this.recon = recon;
        this.restartLsn = restartLsn;
    }

    /** Returns its time; all of it is durable then. */
    long take(java.util.function.Supplier<Set<Unit>> active) {
        LogRecord begin = log.append(LogRecord.CHECKPOINT, 0, UnitToken.NONE, lsn -> new byte[0]);
        // Units that begin from now on are logged after it, whether they are seen here or not.
        Set<Unit> units = active.get();
        long oldest = begin.lsn();
        for (Unit unit : units) {
            oldest = Math.min(oldest, unit.firstLsn());
            byte[] body = ByteBuffer.allocate(16)
                    .putLong(unit.firstLsn())
                    .putLong(unit.lastLsn())
                    .array();
            log.append(LogRecord.ACTIVE, unit.pst(), unit.token(), lsn -> body);
        }
        long restart = oldest;
        byte[] body = ByteBuffer.allocate(8).putLong(restart).array();
        LogRecord end = log.append(LogRecord.CHECKPOINT_END, 0, UnitToken.NONE, lsn -> body);
        gate.pass(() -> {
            log.force(end.lsn());
            long number =
                    RestartPoint.read(restartDataSet).map(RestartPoint::number).orElse(0L) + 1;
            new RestartPoint(imsid, number, begin.lsn(), restart, begin.tod()).write(restartDataSet);
        });
        restartLsn.set(restart);
        gate.pass(() -> recon.update(state -> state.withSubsystem(imsid, it -> it.withCheckpoint(begin.tod()))));
        return begin.tod();
    }
}
