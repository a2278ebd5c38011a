package org.copyblade.system.postgresql.internal.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.guard.GuardPair;
import org.copyblade.guard.Guards;
import org.copyblade.system.postgresql.internal.TestServer;
import org.copyblade.system.postgresql.internal.connection.Connector;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.server.Discovery;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guards that cannot be ended at first. */
class DisarmTest {

    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger resumed = new AtomicInteger();
    private TestServer test;
    private Holds holds;
    private long epoch;

    @BeforeEach
    void start() throws Exception {
        test = TestServer.start();
        ServerSettings settings = TestServer.settings(test.server);
        Discovery discovery = new Discovery(settings, new Connector(settings));
        holds = new Holds(new Guards(), request -> pair(), () -> discovery);
    }

    @AfterEach
    void stop() throws Exception {
        if (test != null) {
            test.close();
        }
    }

    /** Guards that cannot be ended as often as it says. */
    private GuardPair pair() {
        return (GuardPair) Proxy.newProxyInstance(
                GuardPair.class.getClassLoader(), new Class<?>[] {GuardPair.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("resume")) {
                        assertThat(closed).as("all go on before any is ended").hasValue(0);
                        resumed.incrementAndGet();
                    }
                    if (method.getName().equals("close")) {
                        if (refusals.getAndDecrement() > 0) {
                            throw new IllegalStateException("refused by the test");
                        }
                        closed.incrementAndGet();
                    }
                    return null;
                });
    }

    private SuspendToken arm() throws SystemException {
        return holds.arm("orders", ++epoch, Duration.ofSeconds(10), Deadline.within(Duration.ofMinutes(1)));
    }

    @Test
    void guardsThatCouldNotBeEndedAreEndedByTheNextDisarm() throws Exception {
        refusals.set(1);
        SuspendToken token = arm();

        assertThatThrownBy(() -> holds.disarm(token)).hasMessage("refused by the test");
        assertThat(closed).hasValue(0);

        holds.disarm(token);
        assertThat(closed).hasValue(1);
        holds.disarm(token);
        assertThat(closed).as("what is ended is not ended again").hasValue(1);
    }

    /** Which of them comes first nobody knows. */
    @Test
    void guardsThatCannotBeEndedKeepNoOthersFromTheirEnd() throws Exception {
        arm();
        arm();
        arm();
        refusals.set(1);

        assertThatThrownBy(holds::close).hasMessage("refused by the test");

        assertThat(resumed).hasValue(3);
        assertThat(closed).hasValue(2);
    }
}
