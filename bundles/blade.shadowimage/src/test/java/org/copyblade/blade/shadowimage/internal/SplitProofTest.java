package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.shadowimage.internal.array.StorageJob;
import org.junit.jupiter.api.Test;

/** Orders since all pairs were in step, and whether ours made the image. */
class SplitProofTest {

    private static final SplitEvidence ANSWERED = SplitEvidence.since(10).ordered(13);
    private static final SplitEvidence LOST = SplitEvidence.since(10);

    @Test
    void oneSplitOfOursProvesTheImage() {
        assertThat(doubt(ANSWERED, split(13, "us"), other(12), other(14))).isEmpty();
        assertThat(doubt(LOST, split(13, "us"))).isEmpty();
    }

    @Test
    void anythingElseOfThePairsIsSomebodyElses() {
        assertThat(doubt(ANSWERED, pair(12, true), split(13, "us")))
                .hasValue(
                        "somebody else has changed its pairs since they were prepared: job 12 of user 'us' (ours/pair)");
        assertThat(doubt(ANSWERED, split(12, "us"), split(13, "us"))).isPresent();
        assertThat(doubt(ANSWERED, split(13, "us"), pair(14, true)))
                .as("after it")
                .isPresent();
    }

    @Test
    void anOrderThatDidNothingIsNone() {
        assertThat(doubt(ANSWERED, pair(12, false), split(13, "us"))).isEmpty();
    }

    @Test
    void aSplitWithoutAnswerIsKnownByItsUserAndBeingTheOnlyOne() {
        assertThat(doubt(LOST, split(13, "them"))).isPresent();
        assertThat(doubt(LOST, split(13, "us"), split(14, "us")))
                .hasValue("the storage knows 2 splits of it since it was prepared, not one");
    }

    @Test
    void aSplitThatTheStorageDoesNotKnowIsNotProven() {
        assertThat(doubt(ANSWERED, other(12)))
                .hasValue("the storage knows 0 splits of it since it was prepared, not one");
    }

    private static Optional<String> doubt(SplitEvidence evidence, StorageJob... jobs) {
        return new SplitProof(evidence, "us", job -> job.order().startsWith("ours"), job -> job.order()
                        .equals("ours/split"))
                .doubt(List.of(jobs));
    }

    private static StorageJob split(long id, String user) {
        return new StorageJob(id, user, "ours/split", true);
    }

    private static StorageJob pair(long id, boolean acted) {
        return new StorageJob(id, "us", "ours/pair", acted);
    }

    private static StorageJob other(long id) {
        return new StorageJob(id, "us", "other/split", true);
    }
}
