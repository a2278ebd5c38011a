package org.copyblade.lab.ims.internal.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.copyblade.lab.ims.internal.disk.BlockFile;
import org.copyblade.lab.ims.internal.log.DurableLog.Flaw;

/** Puts together from both write-ahead data sets what was durable of the block that was being filled. */
final class WadsReader {
    private final LogDataSets sets;
    private final List<Flaw> flaws;

    WadsReader(LogDataSets sets, List<Flaw> flaws) {
        this.sets = sets;
        this.flaws = flaws;
    }

    record Tail(int olds, byte[] payload) {}

    /** @param lastBsn newest block of the online logs, 0 if there is none */
    Optional<Tail> tail(long lastBsn) {
        List<WadsSegment> all = new ArrayList<>();
        for (BlockFile wads : sets.wads()) {
            wads.readAll().forEach(it -> WadsSegment.parse(it).ifPresent(all::add));
        }
        if (all.isEmpty() || all.stream().anyMatch(it -> !it.imsid().equals(sets.imsid()))) {
            flaw(all.isEmpty() ? "is not there or was never formatted" : "belongs to another member");
            return Optional.empty();
        }
        long newest = all.stream().mapToLong(WadsSegment::bsn).max().orElseThrow();
        if (newest > lastBsn + 1) {
            flaw("is of block " + newest + ", while the online logs end with block " + lastBsn);
            return Optional.empty();
        }
        if (newest <= lastBsn) {
            return Optional.empty();
        }
        TreeMap<Integer, WadsSegment> longest = new TreeMap<>();
        all.stream()
                .filter(it -> it.bsn() == newest)
                .forEach(it -> longest.merge(
                        it.number(), it, (one, two) -> one.payload().length >= two.payload().length ? one : two));
        return Optional.of(new Tail(longest.firstEntry().getValue().olds(), payload(longest)));
    }

    private byte[] payload(TreeMap<Integer, WadsSegment> segments) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        long tod = 0;
        for (int number = 0; segments.containsKey(number); number++) {
            WadsSegment segment = segments.get(number);
            if (segment.tod() < tod) {
                flaw("has a segment that is older than the one before it");
            }
            tod = segment.tod();
            payload.writeBytes(segment.payload());
            if (segment.payload().length < WadsSegment.PAYLOAD_BYTES) {
                break;
            }
        }
        if (!segments.isEmpty() && segments.lastKey() * WadsSegment.PAYLOAD_BYTES >= payload.size()) {
            flaw("has a later segment of the open block, and not the one before it");
        }
        return payload.toByteArray();
    }

    private void flaw(String what) {
        flaws.add(new Flaw("write-ahead data set of " + sets.imsid() + " " + what, false));
    }
}
