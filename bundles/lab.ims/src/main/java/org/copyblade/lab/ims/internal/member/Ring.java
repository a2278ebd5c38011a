package org.copyblade.lab.ims.internal.member;

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.copyblade.lab.ims.internal.log.OldsRing;
import org.copyblade.lab.ims.internal.log.OldsShortage;
import org.copyblade.lab.ims.internal.log.TodClock;
import org.copyblade.lab.ims.internal.recon.OldsEntry;
import org.copyblade.lab.ims.internal.recon.Recon;
import org.copyblade.lab.ims.internal.recon.ReconState;

/** Chooses the online log that is written next: archived, not needed by a restart, and unused for longest. RECON knows before it is. */
final class Ring implements OldsRing {
    private final String imsid;
    private final Recon recon;
    private final TodClock clock;
    private final AtomicLong restartLsn;
    private final Consumer<String> switched;

    /** @param restartLsn oldest record that a restart would need */
    Ring(String imsid, Recon recon, TodClock clock, AtomicLong restartLsn, Consumer<String> switched) {
        this.imsid = imsid;
        this.recon = recon;
        this.clock = clock;
        this.restartLsn = restartLsn;
        this.switched = switched;
    }

    @Override
    public int next(End end) throws OldsShortage {
        OldsEntry chosen = choose(recon.read());
        ReconState after = recon.update(state -> state.withOlds(
                        imsid, end.olds(), it -> it.closed(end.tod(), end.lastBsn(), end.lastLsn()))
                .withOlds(imsid, chosen.olds(), it -> it.opened(clock.next(), end.lastBsn() + 1, end.lastLsn() + 1)));
        switched.accept(String.format("DFS3257I ONLINE LOG CLOSED ON DFSOLP%02d  %s", end.olds(), imsid));
        switched.accept("DFS3257I ONLINE LOG NOW OPENED ON "
                + after.active(imsid).orElseThrow().primaryDdname() + "  " + imsid);
        return chosen.olds();
    }

    /** Could one be chosen now? */
    boolean hasNext(ReconState state) {
        return state.olds(imsid).stream().anyMatch(this::isFree);
    }

    private OldsEntry choose(ReconState state) throws OldsShortage {
        return state.olds(imsid).stream()
                .filter(this::isFree)
                .min(Comparator.comparingLong(OldsEntry::start))
                .orElseThrow(() -> new OldsShortage("no online log of " + imsid + " is free"));
    }

    private boolean isFree(OldsEntry entry) {
        return entry.status() == OldsEntry.Status.AVAILABLE && entry.lastLsn() < restartLsn.get();
    }
}
