package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.copyblade.blade.drive.CountedList;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.ClonePair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.junit.jupiter.api.Test;

class CloneEstablisherTest {

    private static final int PAIRS = 50;

    @Test
    void sessionsThatAnArrayShowsAreLookedAtOnce_howeverManyPairsThereAre() {
        CountedList<ClonePair> shown = new CountedList<>(IntStream.range(0, PAIRS)
                .mapToObj(number -> shown(number, "CopyInProg"))
                .toList());

        assertThat(CloneEstablisher.active(
                        IntStream.range(0, PAIRS)
                                .mapToObj(CloneEstablisherTest::bound)
                                .toList(),
                        shown))
                .isEqualTo(PAIRS);
        assertThat(shown.looks()).isEqualTo(PAIRS);
    }

    @Test
    void onlyASessionOfTheSamePairThatHasAPointInTimeCounts() {
        List<BoundPair> pairs = List.of(bound(0), bound(1), bound(2));
        ClonePair elsewhere = new ClonePair(bound(1).source(), bound(2).target(), "Copied", 0);

        assertThat(CloneEstablisher.active(pairs, List.of(shown(0, "Copied"), elsewhere, shown(2, "Created"))))
                .isEqualTo(1);
    }

    private static BoundPair bound(int number) {
        return new BoundPair(
                new VolumeId(String.format("%05X", number)), new VolumeId(String.format("%05X", 4096 + number)));
    }

    private static ClonePair shown(int number, String state) {
        return new ClonePair(bound(number).source(), bound(number).target(), state, 0);
    }
}
