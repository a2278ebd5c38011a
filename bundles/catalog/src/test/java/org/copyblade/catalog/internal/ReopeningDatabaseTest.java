package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.junit.jupiter.api.Test;

class ReopeningDatabaseTest {

    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(5);

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
        length = TIMEOUT;
        for (int caller = 0; caller < 100; caller++) {
            assertRefused();
        }
        assertThat(attempts).hasValue(1);

        now.addAndGet(TIMEOUT);
        assertRefused();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void attemptThatWasRefusedSoon_isMadeAgainAtOnce() {
        length = TimeUnit.MILLISECONDS.toNanos(100);
        assertRefused();
        assertRefused();
        assertThat(attempts).hasValue(2);
    }
}
