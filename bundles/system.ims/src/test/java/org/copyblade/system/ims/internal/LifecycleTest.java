package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.Restorable.RecoveryPlan;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {

    @TempDir
    Path directory;

    private ScriptedPlex plex;
    private ImsSystem system;

    @BeforeEach
    void start() throws Exception {
        plex = ScriptedPlex.start(directory);
        system = new ImsSystem(plex.parts(), new RemoteGuards());
    }

    @AfterEach
    void stop() {
        plex.close();
    }

    private static Deadline deadline() {
        return Deadline.within(Duration.ofMinutes(1));
    }

    @Test
    void aRestoredGroupIsRestartedByEmergencyRestartWithOverride() throws Exception {
        SystemLayout layout = system.discover(deadline());
        system.stop(deadline());
        assertThat(plex.member("IMS1").isUp()).isFalse();
        system.recover(new RecoveryPlan(layout, List.of(), List.of()), deadline());
        plex.taken();

        system.start(deadline());

        assertThat(plex.member("IMS2").isUp()).isTrue();
        assertThat(plex.taken())
                .anyMatch(request -> request.contains("S IMS1"))
                .anyMatch(request -> request.contains("IMS2ERE OVERRIDE."));
    }

    @Test
    void whereAStoppedGroupStoppedIsReadFromTheRecon() throws Exception {
        system.stop(deadline());

        Position stopped = system.position(deadline());

        assertThat(stopped.order()).isEqualTo(0x228);
        assertThat(stopped.text())
                .isEqualTo("stopped IMS1 LSN=128 in 1 log data sets; stopped IMS2 LSN=100 in 1 log data sets");
        assertThat(system.position(deadline())).isEqualTo(stopped);
    }

    @Test
    void aGroupThatRunsIsNotRecovered() throws Exception {
        SystemLayout layout = system.discover(deadline());

        assertThatThrownBy(() -> system.recover(new RecoveryPlan(layout, List.of(), List.of()), deadline()))
                .isInstanceOfSatisfying(
                        SystemException.class, e -> assertThat(e.code()).isEqualTo("IMS-STOP"));
    }

    /** They may have been started by somebody while z/OSMF was down. */
    @Test
    void whereNobodyAnswers_aGroupIsNotRecovered() throws Exception {
        SystemLayout layout = system.discover(deadline());
        system.stop(deadline());
        plex.down(true);

        assertThatThrownBy(() -> system.recover(
                        new RecoveryPlan(layout, List.of(), List.of()), Deadline.within(Duration.ofSeconds(2))))
                .isInstanceOfSatisfying(
                        SystemException.class, e -> assertThat(e.code()).isEqualTo("IMS-MEMBER"))
                .hasMessageStartingWith("nobody knows whether members run on volumes that were restored: IMS1: ");
    }

    @Test
    void aGroupThatIsKnownToBeDownInTheEnd_isRecovered() throws Exception {
        SystemLayout layout = system.discover(deadline());
        system.stop(deadline());
        plex.member("IMS2").start();
        plex.down(true);
        CompletableFuture<Void> back = CompletableFuture.runAsync(
                () -> plex.down(false), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));

        system.recover(new RecoveryPlan(layout, List.of(), List.of()), deadline());

        assertThat(back).as("nobody answered before").isDone();
    }

    /** A console that shows nothing is no system that is stopped. */
    @Test
    void aGroupThatSaysNothingIsNotTakenForStopped() {
        plex.deaf("DIS OLDS");

        assertThatThrownBy(() -> system.discover(Deadline.within(Duration.ofSeconds(5))))
                .isInstanceOfSatisfying(
                        SystemException.class, e -> assertThat(e.code()).isEqualTo("IMS-MEMBER"))
                .hasMessageStartingWith("nobody knows whether 'bank' runs: IMS1: no answer to 'IMS1DIS OLDS.' in time");
    }

    @Test
    void aMemberThatHasLostItsOrderToStopIsToldAgain() throws Exception {
        plex.member("IMS1").forget();

        lifecycle(Duration.ZERO).stop(deadline());

        assertThat(plex.member("IMS1").isUp()).isFalse();
        assertThat(plex.taken().stream().filter(request -> request.contains("IMS2CHE FREEZE")))
                .hasSize(1);
    }

    /** Negative control. */
    @Test
    void aMemberThatHasLostItsOrderIsNotToldAtOnce() throws Exception {
        plex.member("IMS1").forget();

        assertThatThrownBy(() -> lifecycle(Duration.ofHours(1)).stop(Deadline.within(Duration.ofSeconds(2))))
                .hasMessageContaining("[IMS1");
    }

    private Lifecycle lifecycle(Duration again) throws Exception {
        ImsParts parts = plex.parts();
        return new Lifecycle(parts.settings(), parts.operator(), parts.positions(), again);
    }

    @Test
    void aMemberThatDoesNotStopIsNamed() {
        plex.member("IMS1").silent(true);

        assertThatThrownBy(() -> system.stop(Deadline.within(Duration.ofSeconds(2))))
                .isInstanceOfSatisfying(
                        SystemException.class, e -> assertThat(e.code()).isEqualTo("IMS-STOP"))
                .hasMessageContaining("[IMS1");
    }
}
