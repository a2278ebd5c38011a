package org.copyblade.manager.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.manager.internal.rig.InMemoryCatalog;
import org.junit.jupiter.api.Test;

class RunContextTest {

    private static final Instant START = Instant.parse("2026-03-01T22:00:00Z");

    private static Instant now(Instant clock) {
        Run run = new Run(
                RunId.of(1),
                Run.Kind.BACKUP,
                "bank",
                "bank",
                Optional.empty(),
                Phase.VALIDATE,
                Optional.empty(),
                0,
                START,
                Optional.empty(),
                "",
                "",
                List.of());
        return new RunContext(run, new InMemoryCatalog(), Clock.fixed(clock, ZoneOffset.UTC), () -> {}).now();
    }

    /** What began before its run is of a catalog that was lost; nobody ends what such a backup has left. */
    @Test
    void nothingOfARunBeginsBeforeIt_alsoWhereTheClockWentBack() {
        assertThat(now(START.minus(Duration.ofMinutes(1)))).isEqualTo(START);
        assertThat(now(START)).isEqualTo(START);
        assertThat(now(START.plusMillis(1))).isEqualTo(START.plusMillis(1));
    }
}
