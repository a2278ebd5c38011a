package org.copyblade.manager.internal.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.manager.internal.run.Moments;
import org.copyblade.manager.internal.schedule.MissedRun;
import org.junit.jupiter.api.Test;

class LatenessTest {

    private static final Map<String, String> SYSTEM_OF = Map.of("nightly", "bank", "weekly", "bank", "shop", "shop");
    private static final String TOO_OLD = "the newest good backup of bank is too old";

    private final Lateness lateness = new Lateness();

    private Map<String, String> look(boolean bankIsLate, MissedRun... missed) {
        return lateness.look(SYSTEM_OF, bankIsLate ? Set.of("bank") : Set.of(), List.of(missed));
    }

    @Test
    void whoBecomesLate_isToldOnce_andAgainOnlyAfterItWasInTime() {
        assertThat(look(false)).isEmpty();
        assertThat(look(true)).isEqualTo(Map.of("nightly", TOO_OLD, "weekly", TOO_OLD));
        assertThat(look(true)).isEmpty();
        assertThat(look(false)).isEmpty();
        assertThat(look(true)).containsOnlyKeys("nightly", "weekly");
    }

    @Test
    void aMissedStart_isLate_unlessItsProfileIsGone() {
        MissedRun missed = new MissedRun("shop", Instant.EPOCH, "the platform was not running");
        assertThat(look(false, missed, new MissedRun("gone", Instant.EPOCH, "x")))
                .isEqualTo(Map.of(
                        "shop",
                        "the start at " + Moments.shown(Instant.EPOCH) + " was missed: the platform was not running"));
        assertThat(look(false, missed)).isEmpty();
    }
}
