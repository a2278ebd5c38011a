package org.copyblade.blade.flashcopy.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VolumeRangesTest {

    @Test
    void rangesHoldTheirEnds() {
        VolumeRanges ranges = VolumeRanges.parse("02f0-0310, 0A01");

        assertThat(ranges.subsystems()).containsExactly("02", "03", "0A");
        assertThat(ranges.contains(new VolumeId("02F0"))).isTrue();
        assertThat(ranges.contains(new VolumeId("0310"))).isTrue();
        assertThat(ranges.contains(new VolumeId("0311"))).isFalse();
        assertThat(ranges.contains(new VolumeId("0a01"))).isTrue();
    }

    @Test
    void whatIsNoRangeIsRefused() {
        assertThatThrownBy(() -> VolumeRanges.parse("0200-02FF,2GG0"))
                .hasMessage("'2GG0' is no volume id and no range of them");
        assertThatThrownBy(() -> VolumeRanges.parse("0210-0200")).hasMessage("'0210-0200' runs backwards");
        assertThat(VolumeRanges.parse(" ").isEmpty()).isTrue();
    }
}
