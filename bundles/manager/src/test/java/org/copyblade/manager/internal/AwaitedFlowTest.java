package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Awaited;
import org.copyblade.api.Outcome;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is absent is waited for, and whoever asks is told what, by which run, since when and until when. */
class AwaitedFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));
    private final Instant before = Instant.now();

    @AfterEach
    void close() {
        rig.close();
    }

    private Awaited awaited() {
        await().atMost(Duration.ofSeconds(30)).until(() -> !rig.runs().awaited().isEmpty());
        List<Awaited> found = rig.runs().awaited();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private void assertTimes(Awaited found) {
        assertThat(found.absentSince()).isBetween(before, found.since());
        assertThat(found.until()).isEqualTo(found.since().plus(rig.absent));
    }

    @Test
    void blade_isAwaitedByTheRun_andNoLongerOnceItIsThere() throws Exception {
        rig.removeBlade(0);
        RunId run = rig.backups().start(ManagerRig.SYSTEM, Map.of());

        Awaited found = awaited();
        assertThat(found.run()).contains(run);
        assertThat(found.kind()).isEqualTo(Awaited.Kind.BLADE);
        assertThat(found.name()).isEqualTo("memory");
        assertTimes(found);

        rig.upgradeBlade(0);
        assertThat(rig.ended(run).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.runs().awaited()).isEmpty();
    }

    @Test
    void adapter_isAwaitedByTheRun() throws Exception {
        rig.removeSystem();
        RunId run = rig.backups().start(ManagerRig.SYSTEM, Map.of());

        Awaited found = awaited();
        assertThat(found.run()).contains(run);
        assertThat(found.kind()).isEqualTo(Awaited.Kind.ADAPTER);
        assertThat(found.name()).isEqualTo(ManagerRig.SYSTEM);
        assertTimes(found);

        rig.runs().cancel(run);
        rig.upgradeSystem();
        assertThat(rig.ended(run).outcome()).isPresent();
        assertThat(rig.runs().awaited()).isEmpty();
    }

    @Test
    void outsideRuns_nobodyIsNamed() throws Exception {
        rig.removeBlade(0);
        Thread asking = new Thread(() -> {
            try {
                rig.backups().plan(ManagerRig.SYSTEM, Map.of());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        asking.start();

        assertThat(awaited().run()).isEqualTo(Optional.empty());
        rig.upgradeBlade(0);
        asking.join();
        assertThat(rig.runs().awaited()).isEmpty();
        CrashScene.complete(rig.backUp(Map.of()));
    }
}
