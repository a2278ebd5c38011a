package org.copyblade.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever waits for a stop waits longer than what it waits for. */
class StopLimitsTest {

    private static final Path UNIT = Path.of("../../distribution/src/main/tree/systemd/copyblade.service");
    private static final String KEY = "TimeoutStopSec=";

    @Test
    void theCommandAndTheServiceManager_waitLongerThanThePlatformNeeds() throws IOException {
        Duration service = Files.readAllLines(UNIT).stream()
                .filter(line -> line.startsWith(KEY))
                .map(line -> Duration.ofSeconds(Long.parseLong(line.substring(KEY.length()))))
                .findFirst()
                .orElseThrow();

        assertThat(StopCommand.STOP_LIMIT).isGreaterThan(Platform.STOP_LIMIT.plusSeconds(20));
        assertThat(service).isGreaterThan(Platform.STOP_LIMIT.plusSeconds(20));
    }
}
