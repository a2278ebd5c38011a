package org.copyblade.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.copyblade.log.internal.Retention.Finished;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 20);

    private final Retention retention = new Retention(14, 100);

    @Test
    void fileOfMoreDaysAgo_goes() {
        Finished kept = new Finished(TODAY.minusDays(14), 0, 1);
        Finished old = new Finished(TODAY.minusDays(15), 0, 1);
        assertThat(retention.expired(List.of(kept, old), TODAY)).containsExactly(old);
    }

    @Test
    void oldestGo_whileAllAreTooLarge() {
        Finished first = new Finished(TODAY.minusDays(1), 9, 10);
        Finished second = new Finished(TODAY, 2, 60);
        Finished third = new Finished(TODAY, 10, 40);
        assertThat(retention.expired(List.of(first, third, second), TODAY)).containsExactly(first);
        assertThat(retention.expired(List.of(third, second), TODAY)).isEmpty();
    }
}
