package org.copyblade.lab.ims.internal.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.copyblade.lab.ims.internal.log.DurableLog.Flaw;
import org.copyblade.lab.ims.internal.log.DurableLog.Placed;

/** Reads both copies of all online log data sets and finds the newest run of blocks that follow each other. */
final class OldsReader {
    private final LogDataSets sets;
    private final List<Flaw> flaws;
    private final Map<Integer, List<OldsBlock>> best = new HashMap<>();
    private final TreeMap<Long, Placed> found = new TreeMap<>();

    OldsReader(LogDataSets sets, List<Flaw> flaws) {
        this.sets = sets;
        this.flaws = flaws;
    }

    SortedMap<Long, Placed> chain() {
        List<Runnable> judgements = new ArrayList<>();
        for (int olds = 0; olds < sets.primaries().size(); olds++) {
            readPair(olds, judgements);
        }
        // Only now is known which block is the newest, which may be in one copy only.
        judgements.forEach(Runnable::run);
        if (found.isEmpty()) {
            return found;
        }
        long first = found.lastKey();
        while (found.containsKey(first - 1)
                && follows(found.get(first).block(), found.get(first - 1).block())) {
            first--;
        }
        if (found.containsKey(first - 1)) {
            flaws.add(
                    new Flaw("block " + first + " of " + sets.imsid() + " does not follow the block before it", false));
        }
        requireOverwritten(found.get(first));
        return new TreeMap<>(found.tailMap(first));
    }

    private void readPair(int olds, List<Runnable> judgements) {
        List<byte[]> primary = sets.primaries().get(olds).readAll();
        List<byte[]> secondary = sets.secondaries().get(olds).readAll();
        List<OldsBlock> row = new ArrayList<>();
        for (int position = 0; position < primary.size(); position++) {
            OldsBlock one = OldsBlock.parse(primary.get(position));
            OldsBlock two = OldsBlock.parse(secondary.get(position));
            OldsBlock better = !one.isValid() || two.isValid() && two.bsn() > one.bsn() ? two : one;
            row.add(better.isValid() ? better : one);
            if (better.isValid()) {
                if (!better.imsid().equals(sets.imsid()) || better.olds() != olds) {
                    flaws.add(new Flaw(where(olds, position) + " holds a block of another data set", false));
                    continue;
                }
                found.put(better.bsn(), new Placed(olds, position, better));
            }
            int at = position;
            judgements.add(() -> judge(olds, at, one, two));
        }
        best.put(olds, row);
    }

    private void judge(int olds, int position, OldsBlock one, OldsBlock two) {
        boolean same = one.isValid() && two.isValid() && one.bsn() == two.bsn() && one.sum() == two.sum();
        boolean never = one.state() == OldsBlock.State.EMPTY && two.state() == OldsBlock.State.EMPTY;
        if (same || never) {
            return;
        }
        long newest = found.isEmpty() ? 0 : found.lastKey();
        boolean newestInOneCopy = isNewest(one, newest) && !isBroken(two) || isNewest(two, newest) && !isBroken(one);
        // Killed in the middle of writing it: what it holds is in the write-ahead data sets still.
        boolean beingWritten = isBroken(one) && one.bsn() == newest + 1 && !isBroken(two);
        if (!newestInOneCopy && !beingWritten) {
            boolean recovered = one.isValid() || two.isValid();
            flaws.add(new Flaw(
                    where(olds, position) + (recovered ? " differs in its two copies" : " is broken in both copies"),
                    recovered));
        }
    }

    private static boolean isNewest(OldsBlock block, long newest) {
        return block.isValid() && block.bsn() == newest;
    }

    private static boolean isBroken(OldsBlock block) {
        return block.state() == OldsBlock.State.BROKEN;
    }

    private static boolean follows(OldsBlock block, OldsBlock before) {
        return block.previousSum() == before.sum();
    }

    /** Before the oldest block of the run there must be a newer one, or nothing: else one is missing. */
    private void requireOverwritten(Placed oldest) {
        if (oldest.position() == 0) {
            return;
        }
        OldsBlock before = best.get(oldest.olds()).get(oldest.position() - 1);
        if (!before.isValid() || before.bsn() < oldest.block().bsn()) {
            flaws.add(new Flaw(
                    where(oldest.olds(), oldest.position() - 1) + " is missing, while later blocks are there", false));
        }
    }

    private String where(int olds, int position) {
        return String.format("DFSOLP%02d/DFSOLS%02d of %s, block %d", olds, olds, sets.imsid(), position);
    }
}
