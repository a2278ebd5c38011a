package org.copyblade.demo.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CopiedPairTest {

    @Test
    void volumesAreNamedWithOrWithoutTheirStorageSystem() {
        assertThat(CopiedPair.of("2107-75IMS01/0100 -> 0110")).isEqualTo(new CopiedPair("0100", "", "0110"));
        assertThat(CopiedPair.of("2107-75IMS01/0100 -> 2107-75IMS01/0110"))
                .isEqualTo(new CopiedPair("0100", "2107-75IMS01", "0110"));
        assertThat(CopiedPair.of("000197900001/00202 -> CB_ABCDEFGH/00202"))
                .isEqualTo(new CopiedPair("00202", "CB_ABCDEFGH", "00202"));
        assertThat(CopiedPair.of("IMSLG1 -> BK0310")).isEqualTo(new CopiedPair("IMSLG1", "", "BK0310"));
    }

    @Test
    void anythingElse_isRefused() {
        assertThatThrownBy(() -> CopiedPair.of("0100")).isInstanceOf(IllegalArgumentException.class);
    }
}
