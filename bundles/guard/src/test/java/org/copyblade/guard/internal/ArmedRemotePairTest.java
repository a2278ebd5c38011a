package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteHold;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a manager says by the lease when its guards do not answer, and others take over. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArmedRemotePairTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private RemoteLease lease;
    private StubbornProcess first;
    private StubbornProcess second;
    private ArmedRemotePair pair;

    @BeforeEach
    void arm() throws Exception {
        lease = RemoteLease.map(Files.createFile(directory.resolve("lease")));
        lease.renew(7);
        first = new StubbornProcess(0);
        second = new StubbornProcess(0);
        RemoteHold hold = TestHold.of(7, "IMS1");
        pair = new ArmedRemotePair(
                hold,
                lease,
                RemoteProcess.of("guard A", first, directory.resolve("a.err"), hold),
                RemoteProcess.of("guard B", second, directory.resolve("b.err"), hold),
                List.of(),
                () -> {});
    }

    @AfterEach
    void end() throws Exception {
        first.kill();
        second.kill();
    }

    /** It may have taken the order: nothing is held, and both are told so. */
    @Test
    void beginningWhoseAnswerIsLostBeginsNothing() {
        assertThatThrownBy(() -> pair.begin(LIMIT))
                .isInstanceOf(GuardException.class)
                .hasMessage("cannot hold ims: a guard does not answer");

        assertThat(lease.open()).isZero();
        assertThatThrownBy(() -> pair.begin(LIMIT)).hasMessage("cannot hold ims twice with one pair of guards");
        assertThat(lease.open()).isZero();
        pair.resume();
        assertThat(lease.open()).as("what is over is not opened again").isZero();
    }

    @Test
    void whoWasTakenOverBeginsNothing() {
        lease.fence();
        lease.renew(8);

        assertThatThrownBy(() -> pair.begin(LIMIT)).hasMessage("cannot hold ims: another manager has taken it over");

        assertThat(lease.open()).isZero();
        pair.resume();
        assertThat(lease.open()).isZero();
    }

    /** Another manager may be taking over, and may have died over it. */
    @Test
    void isInChargeUntilALaterHoldIsOpen() {
        assertThat(pair.inCharge()).isTrue();
        lease.opened(7);
        lease.fence();
        assertThat(pair.inCharge()).isTrue();
        lease.closed(7);
        lease.renew(8);
        assertThat(pair.inCharge()).isTrue();

        lease.opened(8);

        assertThat(pair.inCharge()).isFalse();
    }
}
