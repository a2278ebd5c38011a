package org.copyblade.lab.ims.internal.log;

import java.util.Optional;

/** Brings the online logs to where the log ends, from what the write-ahead data sets and the other copy hold. */
public final class LogEnd {

    private LogEnd() {}

    /**
     * Writes the newest blocks to both copies, once more where they are there already.
     *
     * @param open the online log that RECON says is open
     * @return where the log ends; block 0 of the open one if nothing is in it
     */
    public static LogPosition complete(LogDataSets sets, DurableLog log, Optional<Integer> open, TodClock clock) {
        if (log.blocks().isEmpty() && log.tailOlds().isEmpty()) {
            return new LogPosition(open.orElse(0), 0, 1, 0, 0);
        }
        int olds = log.tailOlds().orElse(open.orElse(0));
        int block = 0;
        int sum = 0;
        if (!log.blocks().isEmpty()) {
            DurableLog.Found last = log.blocks().get(log.blocks().lastKey());
            copyBoth(sets, last);
            sum = last.sum();
            block = last.olds() == olds ? last.position() + 1 : 0;
        }
        if (log.tailOlds().isPresent()) {
            byte[] content =
                    OldsBlock.build(sets.imsid(), olds, log.bsn(), clock.next(), sum, log.tail(), log.tail().length);
            sets.primaries().get(olds).write(block, content);
            sets.secondaries().get(olds).write(block, content);
            return new LogPosition(
                    olds, block + 1, log.bsn() + 1, OldsBlock.parse(content).sum(), log.endLsn());
        }
        return new LogPosition(olds, block, log.bsn(), sum, log.endLsn());
    }

    private static void copyBoth(LogDataSets sets, DurableLog.Found last) {
        byte[] primary = sets.primaries().get(last.olds()).read(last.position());
        OldsBlock one = OldsBlock.parse(primary);
        boolean good = one.isValid() && one.bsn() == last.bsn();
        byte[] right = good ? primary : sets.secondaries().get(last.olds()).read(last.position());
        sets.primaries().get(last.olds()).write(last.position(), right);
        sets.secondaries().get(last.olds()).write(last.position(), right);
    }
}
