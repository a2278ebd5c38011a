package org.copyblade.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in force after good and bad configurations. */
class LastGoodTest {

    private final List<String> ended = new ArrayList<>();
    private final LastGood<String> settings = new LastGood<>("first");

    private static String refused() {
        throw new IllegalArgumentException("key 'url' is 'nowhere'");
    }

    @Test
    void goodOne_takesThePlaceOfTheOneBefore_whichIsEnded() {
        settings.change(() -> "second", ended::add);
        assertThat(settings.get()).isEqualTo("second");
        assertThat(ended).containsExactly("first");
    }

    @Test
    void badOne_isTold_andTheLastGoodOneStaysInForce_untilAGoodOneComes() {
        assertThatThrownBy(() -> settings.change(LastGoodTest::refused, ended::add))
                .hasMessage("key 'url' is 'nowhere'");
        assertThat(settings.get()).isEqualTo("first");
        assertThat(settings.refusal()).contains("key 'url' is 'nowhere'");
        assertThat(ended).isEmpty();

        settings.change(() -> "third", ended::add);
        assertThat(settings.refusal()).isEmpty();
        assertThat(ended).containsExactly("first");
    }
}
