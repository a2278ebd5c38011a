package org.copyblade.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {

    @Test
    void bothHaveAConnection_andTogetherNoMoreThanThereAre() {
        assertThat(IntStream.rangeClosed(2, 64)).allSatisfy(all -> {
            int window = Lane.WINDOW.connections(all);
            int background = Lane.BACKGROUND.connections(all);
            assertThat(background).isPositive();
            assertThat(window).isGreaterThanOrEqualTo(background);
            assertThat(window + background).isEqualTo(all);
        });
    }
}
