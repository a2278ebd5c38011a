package org.copyblade.manager.internal.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.SystemStatus;
import org.copyblade.manager.internal.run.Moments;
import org.copyblade.manager.internal.schedule.MissedRun;
import org.junit.jupiter.api.Test;

class LatenessTest {

    private static final Map<String, String> SYSTEM_OF = Map.of("nightly", "bank", "weekly", "bank", "shop", "shop");
    private static final String TOO_OLD = "the newest good backup of bank is too old";

    private final Lateness lateness = new Lateness();

    private static SystemStatus status(String name, Duration overdue) {
        return new SystemStatus(
                name,
                "memory",
                true,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                overdue,
                Optional.empty(),
                "");
    }

    private Map<String, String> look(Duration bank, MissedRun... missed) {
        return lateness.look(SYSTEM_OF, List.of(status("bank", bank), status("shop", Duration.ZERO)), List.of(missed));
    }

    @Test
    void whoBecomesLate_isToldOnce_andAgainOnlyAfterItWasInTime() {
        assertThat(look(Duration.ZERO)).isEmpty();
        assertThat(look(Duration.ofHours(1))).isEqualTo(Map.of("nightly", TOO_OLD, "weekly", TOO_OLD));
        assertThat(look(Duration.ofHours(2))).isEmpty();
        assertThat(look(Duration.ZERO)).isEmpty();
        assertThat(look(Duration.ofHours(1))).containsOnlyKeys("nightly", "weekly");
    }

    @Test
    void aMissedStart_isLate_unlessItsProfileIsGone() {
        MissedRun missed = new MissedRun("shop", Instant.EPOCH, "the platform was not running");
        assertThat(look(Duration.ZERO, missed, new MissedRun("gone", Instant.EPOCH, "x")))
                .isEqualTo(Map.of(
                        "shop",
                        "the start at " + Moments.shown(Instant.EPOCH) + " was missed: the platform was not running"));
        assertThat(look(Duration.ZERO, missed)).isEmpty();
    }
}
