package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
            now::get,
            Duration.ofMinutes(1));

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

    @Test
    void attemptThatTookVeryLong_isMadeAgainAfterAMinute() {
        length = TimeUnit.HOURS.toNanos(3);
        assertRefused();
        now.addAndGet(TimeUnit.MINUTES.toNanos(1));
        assertRefused();
        assertThat(attempts).hasValue(2);
    }

    /** As while a migration goes through a million backups. */
    @Test
    @Timeout(30)
    void whileOneOpensItForLong_othersAreToldSo_andItsEndWaitsForNobody() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch migrated = new CountDownLatch(1);
        AtomicBoolean dropped = new AtomicBoolean();
        ReopeningDatabase slow = new ReopeningDatabase(
                () -> {
                    opening.countDown();
                    await(migrated);
                    return new Migrated(dropped);
                },
                now::get,
                Duration.ofMillis(1));
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> read(slow));
        opening.await();

        assertThatThrownBy(() -> slow.read(connection -> null))
                .hasMessageStartingWith("the catalog is being opened or closed since more than 0 s");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> slow.read(connection -> null))
                .hasMessage("interrupted while waiting for the catalog, which another opens or closes");
        assertThat(Thread.interrupted()).isTrue();
        slow.close();
        assertThat(first).isNotDone();

        migrated.countDown();
        assertThat(first.get()).isEqualTo("the catalog is closed");
        assertThat(dropped).isTrue();
        assertThatThrownBy(() -> slow.read(connection -> null)).hasMessage("the catalog is closed");
    }

    private static String read(Database database) {
        try {
            return database.read(connection -> "read");
        } catch (CatalogException e) {
            return e.getMessage();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Migrated(AtomicBoolean dropped) implements Database {
        @Override
        public <T> T read(Work<T> work) throws CatalogException {
            try {
                return work.on(null);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public <T> T write(Work<T> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean usable() {
            return !dropped.get();
        }

        @Override
        public void close() {
            dropped.set(true);
        }
    }
}
