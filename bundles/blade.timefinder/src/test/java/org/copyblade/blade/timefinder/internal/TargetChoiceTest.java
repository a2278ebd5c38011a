package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.junit.jupiter.api.Test;

class TargetChoiceTest {

    private static final Volume SMALL = ckd("00100", 10);
    private static final Volume LARGE = ckd("00101", 30);

    @Test
    void eachSourceGetsATargetOfItsOwnSize() {
        TargetChoice choice = TargetChoice.of(List.of(SMALL, LARGE), List.of(ckd("00200", 30), ckd("00201", 10)));

        assertThat(choice.targets()).isEqualTo(Map.of(SMALL.id(), id("00201"), LARGE.id(), id("00200")));
        assertThat(choice.isExact()).isTrue();
    }

    @Test
    void theLargestSourceIsServedFirst() {
        TargetChoice choice = TargetChoice.of(List.of(SMALL, LARGE), List.of(ckd("00200", 40)));

        assertThat(choice.targets()).isEqualTo(Map.of(LARGE.id(), id("00200")));
        assertThat(choice.isExact()).isFalse();
    }

    @Test
    void aLargerTargetIsTakenWhereThereIsNoOther_theSmallestOfThem() {
        TargetChoice choice = TargetChoice.of(
                List.of(SMALL), List.of(ckd("00200", 40), ckd("00201", 20), ckd("00202", 20), ckd("00203", 9)));

        assertThat(choice.targets()).isEqualTo(Map.of(SMALL.id(), id("00201")));
        assertThat(choice.isExact()).isFalse();
    }

    @Test
    void aVolumeOfAnotherTypeFitsNothing_andNoneIsGivenTwice() {
        Volume fba = new Volume(id("01000"), 10, "FBA", "Ready", false, Set.of());

        assertThat(TargetChoice.of(List.of(SMALL), List.of(fba)).targets()).isEmpty();
        assertThat(TargetChoice.of(List.of(SMALL, ckd("00102", 10)), List.of(ckd("00200", 10)))
                        .targets())
                .isEqualTo(Map.of(SMALL.id(), id("00200")));
    }

    private static Volume ckd(String id, long cylinders) {
        return new Volume(id(id), cylinders, "CKD-3390", "Ready", false, Set.of());
    }

    private static VolumeId id(String value) {
        return new VolumeId(value);
    }
}
