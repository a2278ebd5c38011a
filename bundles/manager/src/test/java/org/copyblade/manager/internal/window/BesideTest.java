package org.copyblade.manager.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.copyblade.api.RunId;
import org.copyblade.manager.internal.run.CurrentRun;
import org.copyblade.manager.internal.run.Failure;
import org.junit.jupiter.api.Test;

class BesideTest {

    private static final Executor THREADS = task -> new Thread(task).start();

    private static Optional<RunId> askedFor() throws Failure {
        return Beside.begin(THREADS, CurrentRun::get).answer();
    }

    @Test
    void isAskedForTheRunOfWhoeverBeganIt() throws Failure {
        RunId run = RunId.of(7);
        assertThat(CurrentRun.<Optional<RunId>, Failure>during(Optional.of(run), BesideTest::askedFor))
                .contains(run);
        assertThat(askedFor()).isEmpty();
    }
}
