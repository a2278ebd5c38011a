package org.copyblade.manager.internal.blade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.copyblade.api.CopybladeException;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.junit.jupiter.api.Test;

/** A blade that leaves is waited for longer than any window lasts, and the framework waits longer still. */
class DrainLimitTest {

    private static final Path FRAMEWORK = Path.of("../../distribution/src/main/tree/conf/framework.properties");

    /** More is refused, as the tests of options see. */
    private static final Map<String, String> LONGEST =
            Map.of("system", "bank", "blade", "memory", "suspend.limit.ms", "120000");

    @Test
    void drainLimit_isBetweenTheLongestWindowAndTheLimitsOfTheFramework() throws IOException, CopybladeException {
        assertThat(BladeRegistry.DRAIN_LIMIT)
                .isGreaterThan(BackupOptions.of("bank", LONGEST).suspendLimit());
        Properties framework = new Properties();
        try (Reader reader = Files.newBufferedReader(FRAMEWORK)) {
            framework.load(reader);
        }
        for (String limit : List.of("ds.lock.timeout.milliseconds", "ds.stop.timeout.milliseconds")) {
            assertThat(Duration.ofMillis(Long.parseLong(framework.getProperty(limit))))
                    .as(limit)
                    .isGreaterThan(BladeRegistry.DRAIN_LIMIT);
        }
    }
}
