package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.catalog.CatalogException;
import org.junit.jupiter.api.Test;

/** Readers of a server that is away, without a server. */
class PostgresReadersTest {

    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(5);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger attempts = new AtomicInteger();
    private boolean away = true;
    private long length = TIMEOUT;
    private Runnable meanwhile = () -> {};

    private final PostgresDatabase database =
            new PostgresDatabase("server:5432/catalog", this::connect, now::get, Duration.ofSeconds(1), connection());

    private Connection connect() throws SQLException {
        attempts.incrementAndGet();
        now.addAndGet(length);
        meanwhile.run();
        if (away) {
            throw new SQLException("nobody answers");
        }
        return connection();
    }

    private static Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, given) -> null);
    }

    private void assertRefused() {
        assertThatThrownBy(() -> database.read(reader -> "read"))
                .isInstanceOf(CatalogException.class)
                .hasMessage("catalog server:5432/catalog cannot be used: nobody answers");
    }

    @Test
    void readersOfAServerThatIsAway_doNotEachWaitForIt() {
        for (int reader = 0; reader < 100; reader++) {
            assertRefused();
        }
        assertThat(attempts).hasValue(1);

        now.addAndGet(TIMEOUT);
        assertRefused();
        assertRefused();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void whileOneTriesAgainForAll_theOthersAreTold() {
        assertRefused();
        now.addAndGet(TIMEOUT);
        meanwhile = () -> {
            now.addAndGet(TIMEOUT);
            assertRefused();
        };
        assertRefused();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void serverThatIsBackIsReadFromThenOn() throws CatalogException {
        assertRefused();
        now.addAndGet(TIMEOUT);
        away = false;

        assertThat(database.<String>read(reader -> "read")).isEqualTo("read");
        assertThat(database.<String>read(reader -> "read")).isEqualTo("read");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void aCommitShowsThatItIsBack() throws CatalogException {
        assertRefused();
        away = false;
        database.write(writer -> null);

        assertThat(database.<String>read(reader -> "read")).isEqualTo("read");
    }

    @Test
    void whatHasWorkedMeanwhile_isNoneTheWorseForAnAttemptBegunBefore() throws CatalogException {
        meanwhile = () -> {
            meanwhile = () -> {};
            away = false;
            try {
                database.read(reader -> null);
            } catch (CatalogException e) {
                throw new AssertionError(e);
            }
            away = true;
        };
        assertRefused();
        away = false;

        assertThat(database.<String>read(reader -> "read")).isEqualTo("read");
    }

    @Test
    void refusalThatCameSoon_isAskedForAgainAtOnce() {
        length = TimeUnit.MILLISECONDS.toNanos(100);
        assertRefused();
        assertRefused();
        assertThat(attempts).hasValue(2);
    }
}
