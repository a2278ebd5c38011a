package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.guard.RemotePair;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards that cannot be ended at first. */
class DisarmTest {

    @TempDir
    Path directory;

    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger deaf = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private ScriptedPlex plex;
    private Holds holds;

    @BeforeEach
    void start() throws Exception {
        plex = ScriptedPlex.start(directory);
        ImsParts parts = plex.parts();
        holds = new Holds(new RemoteGuards(), hold -> pair(), () -> parts, Holds.ABANDONED_PATIENCE);
    }

    @AfterEach
    void stop() {
        plex.close();
    }

    /** What was made ready for a hold that never is one has a name of its own, which nobody would ever look for. */
    @Test
    void guardsThatCannotBeArmedLeaveNothingBehind() throws Exception {
        ImsSettings settings = plex.settings();
        ImsSettings.Hook hook = settings.hook();
        Template steps = new Template("//S EXEC PGM=HOLD,PARM='{member}'");
        ImsParts parts = ImsParts.of(new ImsSettings(
                settings.name(),
                settings.members(),
                settings.access(),
                settings.console(),
                new ImsSettings.Hook(
                        new ImsSettings.ByJob(true, steps, steps, 4, "BANK.FENCE", "SYSALLDA", ""),
                        hook.timeout(),
                        hook.proofTimeout(),
                        false,
                        Set.of()),
                settings.commands(),
                settings.batch(),
                settings.scope()));
        Holds unarmed = new Holds(
                new RemoteGuards(),
                hold -> {
                    throw new GuardException("refused by the test", "");
                },
                () -> parts,
                Holds.ABANDONED_PATIENCE);

        assertThatThrownBy(() -> unarmed.arm(7, Duration.ofSeconds(10), Deadline.within(Duration.ofMinutes(1))))
                .hasMessageEndingWith("refused by the test");

        List<String> taken = plex.taken();
        for (String fence : List.of("BANK.FENCE.E000000.F0000007.M0", "BANK.FENCE.E000000.F0000007.M1")) {
            assertThat(taken).anyMatch(request -> request.startsWith("POST /restfiles/ds/" + fence));
            assertThat(taken).anyMatch(request -> request.startsWith("DELETE /restfiles/ds/" + fence));
        }
    }

    /** A stop tells all to go on, whichever of them cannot be told. */
    @Test
    void guardsThatCannotBeToldKeepNoOthersFromGoingOn() throws Exception {
        arm();
        arm();
        arm();
        deaf.set(2);

        assertThatThrownBy(holds::close).hasMessage("cannot be told by the test");

        assertThat(told).hasValue(1);
        assertThat(closed).as("they are ended all the same").hasValue(3);
    }

    /** Guards that cannot be ended as often as it says. */
    private RemotePair pair() {
        return (RemotePair) Proxy.newProxyInstance(
                RemotePair.class.getClassLoader(), new Class<?>[] {RemotePair.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        if (refusals.getAndDecrement() > 0) {
                            throw new IllegalStateException("refused by the test");
                        }
                        closed.incrementAndGet();
                    }
                    if (method.getName().equals("resume")) {
                        if (deaf.getAndDecrement() > 0) {
                            throw new IllegalStateException("cannot be told by the test");
                        }
                        told.incrementAndGet();
                    }
                    return null;
                });
    }

    private SuspendToken arm() throws SystemException {
        return holds.arm(PlexFixture.epoch(), Duration.ofSeconds(10), Deadline.within(Duration.ofMinutes(1)));
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

        assertThat(closed).hasValue(2);
    }
}
