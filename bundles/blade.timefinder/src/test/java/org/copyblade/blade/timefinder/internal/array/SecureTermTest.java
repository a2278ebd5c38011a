package org.copyblade.blade.timefinder.internal.array;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecureTermTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "08:00:07 Mon, 03 Mar 2025 +0000 | 2025-03-03T08:00:07Z",
                "08:00:07 Mon, 03 Mar 2025 GMT | 2025-03-03T08:00:07Z",
                "08:00:07 Mon, 03 Mar 2025 -0500 | 2025-03-03T13:00:07Z",
                "08:00:07 Tue, 03 Mar 2025 +0000 | 08:00:07 Tue, 03 Mar 2025 +0000",
                "tomorrow | tomorrow"
            })
    void instantIsShown_orWhatTheArrayTells(String told, String shown) {
        assertThat(new SecureTerm(told).until()).isEqualTo(shown);
    }
}
