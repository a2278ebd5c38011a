package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MicrocodeTest {

    @ParameterizedTest
    @CsvSource({
        "5977.1131.1131, false, false",
        "5978.668.668, false, false",
        "5978.669.669, true, false",
        "5978.1221, true, false",
        "6079.65.0, true, true",
        "6179.1.0, true, true"
    })
    void levelTellsWhatItCan(String text, boolean snapids, boolean newer) {
        Microcode microcode = Microcode.parse(text).orElseThrow();
        assertThat(microcode.hasSnapids()).isEqualTo(snapids);
        assertThat(microcode.isPowerMaxOs10()).isEqualTo(newer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Foxtail", "5978", "5978.", "v5978.711.711"})
    void otherWords_areNoLevel(String text) {
        assertThat(Microcode.parse(text)).isEmpty();
    }
}
