package org.copyblade.lab.vsp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.UserSeed;
import org.junit.jupiter.api.Test;

/** Sessions on a clock of the test's own. */
class SessionsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final Sessions sessions = new Sessions(seed(), 2, now::get);

    @Test
    void use_restartsTheIdleTimeAndItsEndIsTheEnd() throws Exception {
        String token = sessions.login("admin", "secret", MINUTE).token();
        pass(50);
        assertThat(sessions.use(token)).isPresent();
        pass(50);
        assertThat(sessions.use(token)).as("used in between").isPresent();
        pass(61);
        assertThat(sessions.use(token)).isEmpty();
    }

    @Test
    void idleSession_makesRoom() throws Exception {
        sessions.login("admin", "secret", MINUTE);
        sessions.login("admin", "secret", MINUTE);
        assertThatThrownBy(() -> sessions.login("admin", "secret", MINUTE))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.status()).isEqualTo(503));
        pass(61);
        assertThat(sessions.login("admin", "secret", MINUTE).id()).isEqualTo(3);
    }

    @Test
    void idleSession_letsItsLockGo() throws Exception {
        int first = sessions.login("admin", "secret", MINUTE).id();
        pass(30);
        Sessions.Session second = sessions.login("admin", "secret", MINUTE);
        assertThat(sessions.lock(first)).isTrue();
        assertThat(sessions.lock(first)).as("asked again").isTrue();
        assertThat(sessions.lock(second.id())).isFalse();
        assertThatThrownBy(() -> sessions.requireUnlocked(second.id())).isInstanceOf(Refusal.class);
        pass(31);
        sessions.use(second.token());
        sessions.requireUnlocked(second.id());
        assertThat(sessions.lock(second.id())).isTrue();
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private static SystemSeed seed() {
        return new SystemSeed(
                "123456",
                "lab",
                "89.40.47.0",
                true,
                true,
                SystemSeed.ReversePair.CURRENT,
                0,
                12,
                300_000,
                List.of(new UserSeed("admin", "secret")),
                List.of(),
                List.of(),
                List.of(),
                1024,
                List.of(),
                List.of());
    }
}
