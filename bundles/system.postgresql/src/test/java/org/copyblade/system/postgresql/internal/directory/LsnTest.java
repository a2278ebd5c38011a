package org.copyblade.system.postgresql.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LsnTest {

    private static final int SEGMENT = 16 << 20;

    @Test
    void textIsReadAndWrittenAsTheServerDoes() {
        assertThat(Lsn.parse("16/B374D848").value()).isEqualTo(0x16_B374_D848L);
        assertThat(new Lsn(0x16_B374_D848L)).hasToString("16/B374D848");
        assertThat(new Lsn(0xFFFF_FFFF_0000_0001L)).hasToString("FFFFFFFF/1");
    }

    @Test
    void positionsAreComparedAsUnsigned() {
        assertThat(Lsn.parse("FFFFFFFF/0")).isGreaterThan(Lsn.parse("1/0"));
    }

    @Test
    void segmentNamesFollowTimelineAndSegmentSize() {
        Lsn lsn = Lsn.parse("2/A1000028");
        assertThat(Lsn.segmentName(3, lsn.segment(SEGMENT), SEGMENT)).isEqualTo("0000000300000002000000A1");
        assertThat(Lsn.segmentName(1, lsn.segment(1 << 30), 1 << 30)).isEqualTo("000000010000000200000002");
    }

    @Test
    void otherTextIsRefused() {
        assertThatThrownBy(() -> Lsn.parse("16B374D848")).hasMessage("'16B374D848' is no log position");
    }
}
