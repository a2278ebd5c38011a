package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.shadowimage.internal.rest.Access;
import org.copyblade.blade.shadowimage.internal.rest.KeptSessions;
import org.copyblade.endpoint.HostClock;
import org.copyblade.endpoint.Secret;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that nobody uses dies, and a login inside a window would lengthen it: so it is used. */
class KeepAliveTest {

    private static final Duration IDLE = Duration.ofMillis(1_000);
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    Path directory;

    private Laboratory laboratory;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory, "token_idle_ms = " + IDLE.toMillis(), "");
    }

    @AfterEach
    void stop() throws Exception {
        laboratory.close();
    }

    @Test
    void aSessionThatIsUsedNowAndThen_outlivesItsIdleTime() throws Exception {
        assertThat(loginsAfterIdleness(OFTEN)).isEqualTo(1);
    }

    /** The control. */
    @Test
    void aSessionThatNobodyUses_dies() throws Exception {
        assertThat(loginsAfterIdleness(NEVER)).isEqualTo(2);
    }

    private long loginsAfterIdleness(Duration keepAlive) throws Exception {
        ShadowImageBlade blade = blade(laboratory.access("admin", "secret"), keepAlive);
        blade.list(Runs.POLICY, Runs.soon());
        Thread.sleep(2 * IDLE.toMillis());
        blade.list(Runs.POLICY, Runs.soon());
        blade.close();
        return laboratory.carriedOut("login");
    }

    @Test
    void anErrorOfOurOwn_doesNotEndTheSchedule() throws Exception {
        AtomicInteger failing = new AtomicInteger();
        Access given = laboratory.access("admin", "secret");
        Access broken = new Access(
                given.objects(),
                given.user(),
                () -> {
                    if (failing.getAndDecrement() > 0) {
                        throw new IllegalStateException("an error of our own");
                    }
                    return new Secret("secret");
                },
                given.limits());
        ShadowImageBlade blade = blade(broken, OFTEN);
        blade.list(Runs.POLICY, Runs.soon());
        failing.set(1);
        laboratory.fault(Fault.once(Kind.UNAUTHORIZED, "session"));
        until(() -> failing.get() <= 0);

        until(() -> laboratory.carriedOut("session") > 2);
        blade.close();
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("in time").isNegative();
            Thread.sleep(10);
        }
    }

    private ShadowImageBlade blade(Access access, Duration keepAlive) throws Exception {
        ShadowSettings settings =
                Laboratory.settings(access, laboratory.settings().trust(), "512-551", false);
        return new ShadowImageBlade(new Endpoint(settings, KeptSessions.none(), keepAlive), HostClock.system());
    }
}
