package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.copyblade.blade.timefinder.internal.array.Link;
import org.copyblade.blade.timefinder.internal.array.Shown;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.array.VolumeRanges;
import org.junit.jupiter.api.Test;

class RelinkChoiceTest {

    private static final VolumeId ONE = new VolumeId("00100");
    private static final VolumeId TWO = new VolumeId("00101");

    private final RelinkChoice choice = new RelinkChoice("CB_ZOWN0001", VolumeRanges.parse("00200-0020F"));

    @Test
    void theGenerationThatShowsMostIsTaken_thenTheOldest() {
        Shown some = shown("CB_ZGEN0001", 1, ONE, "00200");
        Shown oldOne = shown("CB_ZGEN0002", 2, ONE, "00201");
        Shown oldTwo = shown("CB_ZGEN0002", 2, TWO, "00202");
        Shown youngOne = shown("CB_ZGEN0003", 3, ONE, "00203");
        Shown youngTwo = shown("CB_ZGEN0003", 3, TWO, "00204");
        List<Shown> all = List.of(youngOne, youngTwo, some, oldTwo, oldOne);

        assertThat(choice.of(Set.of(ONE, TWO), all)).containsExactlyInAnyOrder(oldOne.link(), oldTwo.link());
        assertThat(choice.of(Set.of(ONE), all)).containsExactly(some.link());
        assertThat(choice.of(Set.of(ONE, TWO), List.of(some, youngTwo)))
                .containsExactlyInAnyOrder(some.link(), youngTwo.link());
    }

    @Test
    void whatIsNotOursOrNotOfThePoolIsNotTaken() {
        assertThat(choice.of(
                        Set.of(ONE),
                        List.of(
                                shown("nightly", 1, ONE, "00200"),
                                shown("CB_ZOWN0001", 2, ONE, "00201"),
                                shown("CB_ZGEN0001", 3, ONE, "00300"),
                                shown("CB_ZGEN0001", 4, TWO, "00202"))))
                .isEmpty();
    }

    /** A source may be shown twice by one generation. */
    @Test
    void aSourceGetsOneTarget() {
        Shown first = shown("CB_ZGEN0001", 1, ONE, "00200");

        assertThat(choice.of(Set.of(ONE), List.of(first, shown("CB_ZGEN0001", 1, ONE, "00201"))))
                .containsExactly(first.link());
    }

    @Test
    void rangesAreWrittenAsTheyAreRead() {
        VolumeRanges ranges = VolumeRanges.parse("00310,00200-00203 0020A");

        assertThat(VolumeRanges.of(ranges.volumes())).hasToString("00200-00203,0020A,00310");
        assertThat(VolumeRanges.of(List.of())).hasToString("");
        assertThat(VolumeRanges.of(ranges.volumes()).contains(new VolumeId("00202")))
                .isTrue();
    }

    private static Shown shown(String name, long snapid, VolumeId source, String target) {
        return new Shown(name, snapid, new Link(source, new VolumeId(target), true, Link.Mode.NOCOPY, 0));
    }
}
