package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.junit.jupiter.api.Test;

class ReopeningDatabaseTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger attempts = new AtomicInteger();
    private long length;

    private final ReopeningDatabase database = new ReopeningDatabase(
            () -> {
                attempts.incrementAndGet();
                now.addAndGet(length);
                throw new CatalogException(Reason.FAILED, "nobody answers");
            },
            now::get);

    private void assertRefused() {
        assertThatThrownBy(() -> database.read(connection -> null)).hasMessage("nobody answers");
    }

    @Test
    void attemptThatTookLong_isNotMadeAgainForAsLong() {
        length = 5_000;
        for (int caller = 0; caller < 100; caller++) {
            assertRefused();
        }
        assertThat(attempts).hasValue(1);

        now.addAndGet(5_000);
        assertRefused();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void attemptThatWasRefusedAtOnce_isMadeAgainAtOnce() {
        assertRefused();
        assertRefused();
        assertThat(attempts).hasValue(2);
    }
}
