package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.MemoryServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One lock per system: what works on one keeps nobody from another. */
class ParallelSystemsFlowTest {

    private static final String OTHER = "shop";

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));
    private final CyclicBarrier bothInTheirWindows = new CyclicBarrier(2);

    @AfterEach
    void close() {
        rig.close();
    }

    private void meet() {
        try {
            bothInTheirWindows.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the other one is not in its window", e);
        }
    }

    @Test
    void twoSystemsAreInTheirWindowsAtOnce_andOneSystemNeverTwice() throws Exception {
        MemoryServer shop = rig.addAnother(OTHER);
        CrashScene.complete(rig.backUp(Map.of()));
        rig.points().when("before blade.establish", this::meet);

        RunId first = rig.backups().start(ManagerRig.SYSTEM, Map.of());
        assertThatThrownBy(() -> rig.backups().start(ManagerRig.SYSTEM, Map.of()))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.SYSTEM_BUSY));
        RunId second = rig.backups().start(OTHER, Map.of());

        CrashScene.complete(rig.ended(first));
        CrashScene.complete(rig.ended(second));
        assertThat(rig.server.tryCommit()).isTrue();
        assertThat(shop.tryCommit()).isTrue();
    }
}
