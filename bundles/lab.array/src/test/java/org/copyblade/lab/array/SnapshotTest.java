package org.copyblade.lab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.copyblade.lab.array.ArrayException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots without targets: what they hold, what links show, what a restore brings back, what may not be ended. */
class SnapshotTest {
    private static final int COPIES = Boolean.getBoolean("copyblade.matrix") ? 500 : 30;
    private static final int VOLUMES = 8;

    @TempDir
    private Path home;

    private SmallLab lab;
    private volatile boolean stopped;

    @BeforeEach
    void open() throws Exception {
        lab = SmallLab.open(home, "maximum_snapshots = 3");
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void linkShowsThePointInTime_andKeepsItsOwnWrites() throws Exception {
        write("1000", 1, 11);
        Snapshot snapshot = take("one", "1000");
        write("1000", 1, 22);
        link(snapshot, "1000", "1008", false);
        assertThat(read("1008", 1)).isEqualTo(11);

        write("1008", 1, 33);
        write("1008", 2, 34);
        assertThat(read("1000", 1)).isEqualTo(22);
        snapshots().unlink(snapshot.id(), List.of("1008"));
        link(snapshot, "1000", "1009", false);
        assertThat(read("1009", 1)).isEqualTo(11);
        assertThat(read("1009", 2)).isZero();
        assertThat(snapshots().find(snapshot.id()).orElseThrow().links())
                .extracting(Snapshot.Link::target)
                .containsExactly("1009");
    }

    /** As whoever repeats a request without answer looks meanwhile. */
    @Test
    void relinkedTarget_isNeverSeenWithoutALink() throws Exception {
        List<Snapshot> generations = List.of(take("one", "1000"), take("two", "1000"));
        link(generations.get(0), "1000", "1008", false);
        AtomicReference<String> seen = new AtomicReference<>("");
        Thread looker = new Thread(() -> {
            while (!stopped) {
                long links = snapshots().all().stream()
                        .mapToLong(it -> it.links().size())
                        .sum();
                if (links != 1) {
                    seen.set(links + " links");
                }
            }
        });
        looker.start();
        try {
            for (int i = 1; i <= COPIES; i++) {
                snapshots().relink(generations.get(i % 2).id(), List.of(PairRequest.ofVolumes("1000", "1008")), false);
            }
        } finally {
            stopped = true;
            looker.join();
        }
        assertThat(seen.get()).isEmpty();
        assertThat(snapshots()
                        .find(generations.get(COPIES % 2).id())
                        .orElseThrow()
                        .links())
                .extracting(Snapshot.Link::target)
                .containsExactly("1008");
    }

    @Test
    void severalSnapshots_eachHoldTheirOwn_alsoAfterARestart() throws Exception {
        write("1000", 1, 1);
        Snapshot first = take("gen", "1000", "1001");
        write("1000", 1, 2);
        Snapshot second = take("gen", "1000", "1001");
        write("1000", 1, 3);
        lab.reopen();
        write("1000", 1, 4);
        assertThat(snapshots().all()).extracting(Snapshot::id).containsExactly(first.id(), second.id());
        assertThat(second.id()).isGreaterThan(first.id()).isGreaterThan(1L << 32);
        link(first, "1000", "1008", false);
        link(second, "1000", "1009", false);
        assertThat(read("1008", 1)).isEqualTo(1);
        assertThat(read("1009", 1)).isEqualTo(2);
        snapshots().unlink(first.id(), List.of("1008"));
        snapshots().terminate(first.id(), List.of("1000"));
        assertThat(snapshots().find(first.id()).orElseThrow().sources()).containsExactly("1001");
        assertThat(read("1009", 1)).isEqualTo(2);
    }

    @Test
    void restore_bringsBackOneVolumeOnly_andKeepsTheSnapshotAndTheOthers() throws Exception {
        write("1000", 1, 1);
        write("1001", 1, 1);
        Snapshot old = take("old", "1000", "1001");
        write("1000", 1, 2);
        write("1001", 1, 2);
        Snapshot young = take("young", "1000");
        write("1000", 1, 3);

        snapshots().restore(old.id(), List.of("1000"));
        assertThat(read("1000", 1)).isEqualTo(1);
        assertThat(read("1001", 1)).isEqualTo(2);
        link(young, "1000", "1008", false);
        assertThat(read("1008", 1)).isEqualTo(2);
        assertThat(snapshots()
                        .find(old.id())
                        .orElseThrow()
                        .image("1000")
                        .orElseThrow()
                        .restored())
                .isTrue();
        refused(Reason.SNAPSHOT_RESTORED, () -> snapshots().terminate(old.id(), List.of("1000")));
        lab.reopen();
        write("1000", 1, 4);
        snapshots().restore(old.id(), List.of("1000"));
        assertThat(read("1000", 1)).isEqualTo(1);
        snapshots().endRestore(old.id(), List.of("1000"));
        snapshots().terminate(old.id(), List.of("1000", "1001"));
        assertThat(snapshots().find(old.id())).isEmpty();
    }

    @Test
    void whatIsLinkedSecureOrTooMuch_isRefused() throws Exception {
        Snapshot linked = take("linked", "1000");
        link(linked, "1000", "1008", true);
        refused(Reason.SNAPSHOT_LINKED, () -> snapshots().terminate(linked.id(), List.of("1000")));
        refused(Reason.TARGET_TAKEN, () -> link(linked, "1000", "1008", false));
        refused(Reason.VOLUME_IN_RELATION, () -> link(take("other", "1001"), "1001", "1000", false));
        refused(Reason.MISFIT, () -> link(linked, "1000", "2000", false));
        refused(Reason.LINK_UNKNOWN, () -> snapshots().unlink(linked.id(), List.of("1009")));

        Snapshot.Term secure = new Snapshot.Term(Optional.of(Instant.now().plusSeconds(3600)), true);
        Snapshot kept = snapshots().take("secure", List.of("1000"), secure);
        refused(Reason.SNAPSHOT_SECURE, () -> snapshots().terminate(kept.id(), List.of("1000")));
        refused(Reason.SNAPSHOT_SECURE, () -> snapshots().keep(kept.id(), Snapshot.Term.UNLIMITED));
        take("third", "1000");
        refused(Reason.TOO_MANY_SNAPSHOTS, () -> take("fourth", "1002", "1000"));
        assertThat(snapshots().all()).noneMatch(it -> it.sources().contains("1002"));
        refused(Reason.VOLUME_UNKNOWN, () -> take("none", "1003", "1FFF"));
    }

    @Test
    void termThatIsOver_endsASnapshotOnceNothingIsLinked() throws Exception {
        Snapshot snapshot = take("short", "1000");
        link(snapshot, "1000", "1008", false);
        snapshots()
                .keep(snapshot.id(), new Snapshot.Term(Optional.of(Instant.now().minusSeconds(1)), false));
        assertThat(snapshots().find(snapshot.id()).orElseThrow().term().isOver(Instant.now()))
                .isTrue();
        snapshots().unlink(snapshot.id(), List.of("1008"));
        assertThat(snapshots().all()).isEmpty();
        assertThat(lab.system().relations()).isEmpty();
        lab.system().delete("1000");
    }

    @Test
    void imagesAreNoVolumesOfTheSystem() throws Exception {
        int before = lab.system().volumes().size();
        take("hidden", "1000");
        assertThat(lab.system().volumes()).hasSize(before);
        assertThat(lab.system().relations()).isEmpty();
        assertThat(lab.system().volume("SNAP2")).isEmpty();
    }

    @Test
    void snapshotOfSeveralVolumes_isOneInstant() throws Exception {
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread writer = new Thread(() -> writeDependently(failure), "dependent-writer");
        writer.start();
        int broken = 0;
        for (int copy = 0; copy < COPIES; copy++) {
            Snapshot snapshot = take("instant", volumes(0));
            List<String> targets = List.of(volumes(VOLUMES));
            List<PairRequest> pairs = IntStream.range(0, VOLUMES)
                    .mapToObj(it -> PairRequest.ofVolumes(volume(it), volume(VOLUMES + it)))
                    .toList();
            snapshots().link(snapshot.id(), pairs, false);
            broken += isBroken() ? 1 : 0;
            snapshots().unlink(snapshot.id(), targets);
            snapshots().terminate(snapshot.id(), List.of(volumes(0)));
        }
        stopped = true;
        writer.join();
        assertThat(failure.get()).isNull();
        assertThat(broken).isZero();
    }

    /** A snapshot for each volume is many instants: the check that finds nothing above finds it here. */
    @Test
    void snapshotsOfOneVolumeEach_areFoundBroken() throws Exception {
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread writer = new Thread(() -> writeDependently(failure), "dependent-writer");
        writer.start();
        boolean found = false;
        for (int attempt = 0; attempt < 2_000 && !found; attempt++) {
            for (int volume = 0; volume < VOLUMES; volume++) {
                link(take("apart", volume(volume)), volume(volume), volume(VOLUMES + volume), false);
            }
            found = isBroken();
            for (Snapshot snapshot : snapshots().all()) {
                snapshots()
                        .unlink(snapshot.id(), List.of(snapshot.links().get(0).target()));
                snapshots().terminate(snapshot.id(), snapshot.sources());
            }
        }
        stopped = true;
        writer.join();
        assertThat(failure.get()).isNull();
        assertThat(found).isTrue();
    }

    @Test
    void groupsSurviveARestart_andNameVolumesThatAreThere() throws Exception {
        StorageSystem system = lab.system();
        system.put(new VolumeGroup("APP", List.of("1000", "1001")));
        system.put(new VolumeGroup("GONE", List.of()));
        system.deleteGroup("GONE");
        refused(Reason.VOLUME_UNKNOWN, () -> lab.system().put(new VolumeGroup("BAD", List.of("1FFF"))));
        lab.reopen();
        assertThat(lab.system().groups()).containsExactly(new VolumeGroup("APP", List.of("1000", "1001")));
    }

    private void writeDependently(AtomicReference<Exception> failure) {
        try {
            for (int number = 1; !stopped; number++) {
                for (int volume = 0; volume < VOLUMES; volume++) {
                    write(volume(volume), 1, number);
                }
            }
        } catch (ArrayException | InterruptedException cause) {
            failure.set(cause);
        }
    }

    private boolean isBroken() throws ArrayException {
        int first = read(volume(VOLUMES), 1);
        int before = first;
        for (int volume = 1; volume < VOLUMES; volume++) {
            int number = read(volume(VOLUMES + volume), 1);
            if (number > before || number < first - 1) {
                return true;
            }
            before = number;
        }
        return false;
    }

    private static String[] volumes(int first) {
        return IntStream.range(first, first + VOLUMES)
                .mapToObj(SnapshotTest::volume)
                .toArray(String[]::new);
    }

    private static String volume(int index) {
        return String.format("10%02X", index);
    }

    private Snapshots snapshots() {
        return lab.system().snapshots();
    }

    private Snapshot take(String name, String... volumes) throws ArrayException {
        return snapshots().take(name, List.of(volumes), Snapshot.Term.UNLIMITED);
    }

    private void link(Snapshot snapshot, String source, String target, boolean copy) throws ArrayException {
        snapshots().link(snapshot.id(), List.of(PairRequest.ofVolumes(source, target)), copy);
    }

    private void write(String volume, int track, int number) throws ArrayException, InterruptedException {
        lab.host(volume)
                .write(track, ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    private int read(String volume, int track) throws ArrayException {
        return ByteBuffer.wrap(lab.host(volume).read(track)).getInt();
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        ArrayException refusal = catchThrowableOfType(ArrayException.class, call);
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
    }
}
