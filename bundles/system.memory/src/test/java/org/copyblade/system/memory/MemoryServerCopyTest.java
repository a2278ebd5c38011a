package org.copyblade.system.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.MemoryBlade;
import org.copyblade.blade.memory.MemoryClock;
import org.copyblade.blade.memory.MemoryStorage;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.CopyChecker.CheckReport;
import org.copyblade.system.spi.CopyChecker.ExposedDataSet;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.RecoveryFile;
import org.copyblade.system.spi.Restorable.RecoveryPlan;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The system in memory tells a good copy of itself from a bad one, on every kind of storage. */
@Timeout(60)
class MemoryServerCopyTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** A copy of the whole system under way; the server commits whenever it lets the storage wait, and all the time besides. */
    private static final class Scene implements AutoCloseable, MemoryClock {
        private final MemoryStorage storage;
        private final MemoryServer server;
        private final MemorySystem system;
        private final MemoryBlade blade;
        private final Thread writer;
        private volatile boolean stopped;

        Scene(Behaviour behaviour) {
            storage = new MemoryStorage(behaviour, this);
            for (int i = 0; i < 6; i++) {
                storage.addTarget("target" + i);
            }
            server = MemoryServer.on(storage, "ledger");
            system = new MemorySystem(server);
            blade = new MemoryBlade(storage);
            for (int i = 0; i < 100; i++) {
                server.commit();
            }
            writer = new Thread(() -> {
                while (!stopped) {
                    server.tryCommit();
                    MemoryClock.system().pause(Duration.ofNanos(10_000));
                }
            });
            writer.start();
        }

        CopyGroup group(String id, List<DataSet> dataSets) throws Exception {
            List<CopyMember> members = new ArrayList<>();
            for (DataSet dataSet : dataSets) {
                LocatedVolume located = blade.locate(List.of(HostVolume.path(dataSet.place())), call())
                        .get(0);
                members.add(CopyMember.whole(dataSet.name(), located.storageId()));
            }
            return new CopyGroup(new CopyGroupId(id), members);
        }

        Binding prepared(CopyGroup group) throws Exception {
            CopyPlan plan = blade.plan(group, CopyPolicy.builder().build(), call());
            assertThat(plan.findings()).isEmpty();
            Binding binding = plan.binding();
            for (int i = 0; i < storage.behaviour().prepareSteps(); i++) {
                binding = blade.prepare(group, binding, call()).binding();
            }
            return binding;
        }

        CheckReport tryOut(CopyGroup group, Binding binding, List<RecoveryFile> files) throws Exception {
            Exposed exposed = blade.expose(group, binding, group.memberNames(), ExposeMode.WRITABLE, call());
            CheckReport report = system.tryOut(system.discover(deadline()), dataSets(exposed), files, deadline());
            blade.conceal(group, binding, call());
            return report;
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        /** Between two parts of a copy there always is a commit, however fast the copy is. */
        @Override
        public void pause(Duration duration) {
            server.tryCommit();
            LockSupport.parkNanos(duration.toNanos());
        }

        @Override
        public void close() {
            stopped = true;
            while (writer.isAlive()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aSnapshotOfAllVolumesAtOneInstantRecovers() throws Exception {
        try (Scene scene = new Scene(Behaviour.snapshots("one"))) {
            SystemLayout layout = scene.system.discover(deadline());
            for (int i = 0; i < 50; i++) {
                CopyGroup group = scene.group("SNAP%04d".formatted(i), layout.dataSets());
                Binding binding = scene.blade
                        .establish(group, scene.prepared(group), Hold.NONE, call())
                        .binding();
                assertThat(scene.tryOut(group, binding, List.of()).failures()).isEmpty();
            }
        }
    }

    @Test
    void aCopyWithoutAnyInstantDoesNotRecoverUnlessTheServerIsSuspended() throws Exception {
        try (Scene scene = new Scene(Behaviour.files("one"))) {
            SystemLayout layout = scene.system.discover(deadline());
            int broken = 0;
            for (int i = 0; i < 20; i++) {
                CopyGroup group = scene.group("WILD%04d".formatted(i), layout.dataSets());
                Binding binding = scene.blade
                        .establish(group, scene.prepared(group), Hold.NONE, call())
                        .binding();
                broken += scene.tryOut(group, binding, List.of()).passed() ? 0 : 1;
            }
            assertThat(broken).as("broken copies, the negative control").isPositive();

            for (int i = 0; i < 20; i++) {
                CopyGroup group = scene.group("HELD%04d".formatted(i), layout.dataSets());
                Binding prepared = scene.prepared(group);
                SuspendToken token = scene.system.arm(i + 1, LIMIT, deadline());
                scene.system.suspend(token, deadline());
                Binding binding = scene.blade
                        .establish(group, prepared, Hold.NONE, call())
                        .binding();
                assertThat(scene.system.resume(token).verdict()).isEqualTo(Verdict.IN_FORCE);
                scene.system.disarm(token);
                assertThat(scene.tryOut(group, binding, List.of()).failures()).isEmpty();
            }
        }
    }

    @Test
    void aHoldOfTheStorageMakesPairsConsistent() throws Exception {
        try (Scene scene = new Scene(Behaviour.pairs("one"))) {
            SystemLayout layout = scene.system.discover(deadline());
            for (int i = 0; i < 20; i++) {
                CopyGroup group = scene.group("PAIR%04d".formatted(i), layout.dataSets());
                Binding prepared = scene.prepared(group);
                Binding binding = scene.blade
                        .establish(group, prepared, Hold.atMost(LIMIT), call())
                        .binding();
                scene.blade.release(group, binding, call());
                assertThat(scene.tryOut(group, binding, List.of()).failures()).isEmpty();
                assertThat(scene.blade.withdraw(group, binding, call())).isInstanceOf(Advance.Done.class);
            }
        }
    }

    @Test
    void backupModeNeedsTheLogUpToTheStopAndTheLabel() throws Exception {
        try (Scene scene = new Scene(Behaviour.files("one"))) {
            SystemLayout layout = scene.system.discover(deadline());
            List<DataSet> data = layout.dataSets().stream()
                    .filter(dataSet -> dataSet.role() == DataSet.Role.DATABASE)
                    .toList();
            List<DataSet> log = layout.dataSets().stream()
                    .filter(dataSet -> dataSet.role() == DataSet.Role.LOG)
                    .toList();
            BackupModeToken token = scene.system.begin("nightly", deadline());
            CopyGroup dataGroup = scene.group("DATA0001", data);
            Binding dataBinding = scene.blade
                    .establish(dataGroup, scene.prepared(dataGroup), Hold.NONE, call())
                    .binding();
            scene.system.settle(0, deadline());
            assertThat(scene.system.held(token)).isTrue();
            List<RecoveryFile> files = scene.system.end(token, deadline()).files();
            CopyGroup logGroup = scene.group("LOGS0001", log);
            Binding logBinding = scene.blade
                    .establish(logGroup, scene.prepared(logGroup), Hold.NONE, call())
                    .binding();
            scene.system.release(token, deadline());

            List<ExposedDataSet> exposed = new ArrayList<>(dataSets(
                    scene.blade.expose(dataGroup, dataBinding, dataGroup.memberNames(), ExposeMode.WRITABLE, call())));
            exposed.addAll(dataSets(
                    scene.blade.expose(logGroup, logBinding, logGroup.memberNames(), ExposeMode.WRITABLE, call())));
            assertThat(scene.system.tryOut(layout, exposed, files, deadline()).failures())
                    .isEmpty();
        }
    }

    @Test
    void aRestoredServerStartsOnANewTimelineWithWhatTheCopyHeld() throws Exception {
        try (Scene scene = new Scene(Behaviour.snapshots("one"))) {
            SystemLayout layout = scene.system.discover(deadline());
            CopyGroup group = scene.group("REST0001", layout.dataSets());
            Binding binding = scene.blade
                    .establish(group, scene.prepared(group), Hold.NONE, call())
                    .binding();
            long atLeast = scene.server.last();
            scene.server.commit();
            scene.system.stop(deadline());
            Set<String> all = new HashSet<>(group.memberNames());
            assertThat(scene.blade.restore(group, binding, all, call())).isInstanceOf(Advance.Continues.class);
            assertThat(scene.blade.restore(group, binding, all, call())).isInstanceOf(Advance.Done.class);
            scene.system.recover(new RecoveryPlan(layout, List.copyOf(all), List.of()), deadline());
            long restored = scene.system.start(deadline()).position().order();

            assertThat(restored).isLessThanOrEqualTo(atLeast);
            assertThat(scene.server.epoch()).isEqualTo("ledger/2");
            scene.server.commit();
        }
    }

    @Test
    void anExpiredOrBrokenHoldIsNotInForceAndAnOldTokenThawsNothing() throws Exception {
        try (Scene scene = new Scene(Behaviour.snapshots("one"))) {
            SuspendToken first = scene.system.arm(1, Duration.ofMillis(5), deadline());
            scene.system.suspend(first, deadline());
            scene.server.commit();
            assertThat(scene.system.resume(first).verdict()).isEqualTo(Verdict.BROKEN);

            SuspendToken second = scene.system.arm(2, LIMIT, deadline());
            scene.system.suspend(second, deadline());
            assertThat(scene.system.resume(first).verdict()).isEqualTo(Verdict.NOT_HELD);
            assertThat(scene.server.isHeld()).isTrue();
            scene.server.continuedByStranger();
            assertThat(scene.system.resume(second).verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(scene.system.resume(second).verdict()).isEqualTo(Verdict.NOT_HELD);
        }
    }

    private static List<ExposedDataSet> dataSets(Exposed exposed) {
        return exposed.exposures().stream()
                .map(exposure -> new ExposedDataSet(exposure.member(), exposure.location()))
                .toList();
    }

    private static Call call() {
        return Call.within(LIMIT);
    }

    private static Deadline deadline() {
        return Deadline.within(LIMIT);
    }
}
