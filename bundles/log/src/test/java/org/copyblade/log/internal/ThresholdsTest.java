package org.copyblade.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class ThresholdsTest {

    @Test
    void longestNameThatALoggerBeginsWith_decides() {
        Thresholds thresholds = Thresholds.of(Map.of(
                "copyblade.log.level", "ERROR",
                "copyblade.log.level.org.copyblade", "info",
                "copyblade.log.level.org.copyblade.manager", "TRACE ",
                "copyblade.log.file", "elsewhere"));
        assertThat(thresholds.of("org.apache.felix.scr")).isEqualTo(Level.ERROR);
        assertThat(thresholds.of("org.copyblade")).isEqualTo(Level.INFO);
        assertThat(thresholds.of("org.copyblade.shell.internal.Status")).isEqualTo(Level.INFO);
        assertThat(thresholds.of("org.copyblade.manager.internal.Runs")).isEqualTo(Level.TRACE);
        assertThat(thresholds.of("org.copybladed.Other")).isEqualTo(Level.ERROR);
        assertThat(thresholds.of("")).isEqualTo(Level.ERROR);
    }

    @Test
    void nothingSaid_orNoLevel_meansWarn() {
        assertThat(Thresholds.of(Map.of()).of("a.B")).isEqualTo(Level.WARN);
        assertThat(Thresholds.of(Map.of("copyblade.log.level", "loud")).of("a.B"))
                .isEqualTo(Level.WARN);
        assertThat(Thresholds.of(Map.of("copyblade.log.levels", "TRACE")).of("a.B"))
                .isEqualTo(Level.WARN);
    }
}
