package org.copyblade.lab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.copyblade.lab.array.ArrayException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs that follow, are split, follow again, and are restored from. */
class MirrorTest {
    private static final Set<CopyOption> MIRROR = EnumSet.of(CopyOption.MIRROR);
    private static final int SPLITS = Boolean.getBoolean("copyblade.matrix") ? 1_000 : 40;
    private static final int TRIES = 2_000;
    private static final int PAIRS = 6;
    private static final int FAST = 100_000;
    private static final int SLOW = 30;

    @TempDir
    private Path home;

    private SmallLab lab;
    private volatile boolean stopped;

    @BeforeEach
    void open() throws Exception {
        lab = SmallLab.open(home, "multiple_incremental = true");
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void targetFollowsUntilTheSplit() throws Exception {
        write("1000", 3, 1);
        mirror("1000", "1001");
        assertThat(outOfSync()).isEqualTo(SmallLab.TRACKS);
        synchronise();
        write("1000", 3, 2);
        assertThat(outOfSync()).isEqualTo(1);
        assertThat(read("1001", 3)).as("not copied yet, read through").isEqualTo(2);
        synchronise();
        write("1000", 4, 7);
        split();
        write("1000", 3, 3);
        write("1000", 4, 8);
        assertThat(List.of(read("1001", 3), read("1001", 4))).containsExactly(2, 7);
        assertThat(pair().mirrors()).isFalse();
        assertThat(pair().outOfSyncTracks())
                .as("tracks that no host had touched")
                .isZero();
    }

    @Test
    void secondSynchronisation_copiesWhatChangedOnEitherSide() throws Exception {
        mirror("1000", "1001");
        synchronise();
        split();
        write("1000", 3, 2);
        write("1001", 5, 9);
        mirror("1000", "1001");
        assertThat(outOfSync()).isEqualTo(2);
        synchronise();
        split();
        write("1000", 3, 3);
        assertThat(List.of(read("1001", 3), read("1001", 5))).containsExactly(2, 0);
    }

    /** Tracks at its beginning are written faster than they are copied. */
    @Test
    void firstCopyOfAVolumeThatIsWrittenAllTheTime_comesToItsEnd() throws Exception {
        mirror("1000", "1001");
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread writer = new Thread(() -> writeAllTheTime(failure), "writer");
        writer.start();
        lab.system().backgroundTracksPerSecond(SLOW);
        await(() -> pair().neverCopiedTracks() == 0);
        stopped = true;
        writer.join();
        assertThat(failure.get()).isNull();
    }

    private void writeAllTheTime(AtomicReference<Exception> failure) {
        try {
            while (!stopped) {
                for (int track = 0; track < SmallLab.TRACKS / 2; track++) {
                    write("1000", track, 1);
                }
            }
        } catch (Exception cause) {
            failure.set(cause);
        }
    }

    @Test
    void everyState_isTheSameAfterARestart() throws Exception {
        mirror("1000", "1001");
        synchronise();
        write("1000", 3, 1);
        lab.reopen();
        assertThat(pair().mirrors()).isTrue();
        assertThat(outOfSync()).isEqualTo(1);
        write("1000", 4, 2);
        split();
        lab.reopen();
        assertThat(pair().mirrors()).isFalse();
        write("1000", 3, 9);
        write("1000", 4, 9);
        assertThat(List.of(read("1001", 3), read("1001", 4))).containsExactly(1, 2);
    }

    @Test
    void splitPair_isRestoredFrom() throws Exception {
        write("1000", 3, 1);
        mirror("1000", "1001");
        synchronise();
        split();
        write("1000", 3, 2);
        assertThat(lab.system()
                        .establish(
                                List.of(PairRequest.ofVolumes("1000", "1001")),
                                EnumSet.of(
                                        CopyOption.REVERSE_RESTORE, CopyOption.PERSISTENT, CopyOption.RECORD_CHANGES)))
                .allMatch(PairResult::established);
        assertThat(read("1000", 3)).isEqualTo(1);
        assertThat(lab.system().relation("1001", "1000").orElseThrow().outOfSyncTracks())
                .isEqualTo(1);
    }

    @Test
    void whatASplitPairOnlyMayDo_isRefusedBefore() throws Exception {
        mirror("1000", "1001");
        assertThatThrownBy(() -> write("1001", 0, 1)).hasMessage("volume 1001 is a target that may not be written");
        assertRefused("1000", "1001", MIRROR, Reason.VOLUME_IN_RELATION);
        assertRefused("1000", "1001", Set.of(CopyOption.RECORD_CHANGES), Reason.VOLUME_IN_RELATION);
        assertRefused("1000", "1001", Set.of(CopyOption.FAST_REVERSE_RESTORE), Reason.VOLUME_IN_RELATION);
        assertRefused("1001", "1002", Set.of(), Reason.VOLUME_IN_RELATION);
        assertRefused("1002", "1000", Set.of(), Reason.VOLUME_IN_RELATION);
        assertRefused("1002", "1003", EnumSet.of(CopyOption.MIRROR, CopyOption.FREEZE), Reason.INVALID);
        assertThat(lab.system()
                        .establish(List.of(PairRequest.ofVolumes("1000", "1002")), Set.of(CopyOption.PERSISTENT)))
                .as("a followed volume may be copied otherwise")
                .allMatch(PairResult::established);
    }

    @Test
    void restoreOntoAVolumeThatAnotherFollows_isRefused() throws Exception {
        mirror("1000", "1001");
        mirror("1000", "1002");
        synchronise();
        split();
        assertRefused("1000", "1001", Set.of(CopyOption.REVERSE_RESTORE), Reason.VOLUME_IN_RELATION);
    }

    @Test
    void onePairThatCannotBeSplit_keepsAllTogether() throws Exception {
        mirror("1000", "1001");
        mirror("1002", "1003");
        Relation first = pair();
        Relation second = lab.system().relation("1002", "1003").orElseThrow();
        split();
        assertThatThrownBy(() -> lab.system().split(List.of(second, first)))
                .isInstanceOfSatisfying(ArrayException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Reason.NOT_MIRRORING));
        assertThat(lab.system().relation("1002", "1003").orElseThrow().mirrors())
                .isTrue();
        lab.system().withdraw(List.of(second));
        assertThatThrownBy(() -> lab.system().split(List.of(second))).hasMessageEndingWith("has ended");
    }

    @Test
    void splitTogether_isOneInstant() throws Exception {
        assertThat(brokenCopies(SPLITS, SPLITS, true)).isZero();
    }

    @Test
    void splitOneAfterTheOther_isFoundBroken() throws Exception {
        assertThat(brokenCopies(TRIES, 1, false)).isPositive();
    }

    /** Splits so often while a writer writes n to one volume after the other, or until enough copies are broken. */
    private int brokenCopies(int splits, int enough, boolean together) throws Exception {
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread writer = new Thread(() -> writeUntilStopped(failure), "dependent-writer");
        lab.system().backgroundTracksPerSecond(FAST);
        writer.start();
        int broken = 0;
        for (int number = 0; number < splits && broken < enough; number++) {
            for (int pair = 0; pair < PAIRS; pair++) {
                mirror(source(pair), target(pair));
            }
            List<Relation> pairs = lab.system().relations();
            if (together) {
                lab.system().split(pairs);
            } else {
                for (Relation pair : pairs) {
                    lab.system().split(List.of(pair));
                }
            }
            broken += isBroken() ? 1 : 0;
        }
        stopped = true;
        writer.join();
        assertThat(failure.get()).isNull();
        return broken;
    }

    private void writeUntilStopped(AtomicReference<Exception> failure) {
        try {
            for (int number = 1; !stopped; number++) {
                byte[] content =
                        ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
                for (int pair = 0; pair < PAIRS; pair++) {
                    lab.host(source(pair)).write(1, content);
                }
            }
        } catch (ArrayException | InterruptedException cause) {
            failure.set(cause);
        }
    }

    private boolean isBroken() throws ArrayException {
        int first = LabWriter.number(lab, target(0), 1);
        int before = first;
        for (int pair = 1; pair < PAIRS; pair++) {
            int number = LabWriter.number(lab, target(pair), 1);
            if (number > before || number < first - 1) {
                return true;
            }
            before = number;
        }
        return false;
    }

    private static String source(int pair) {
        return String.format("10%02X", pair);
    }

    private static String target(int pair) {
        return String.format("10%02X", PAIRS + pair);
    }

    private void mirror(String source, String target) throws ArrayException {
        PairResult result = lab.system()
                .establish(List.of(PairRequest.ofVolumes(source, target)), MIRROR)
                .get(0);
        if (result.failure().isPresent()) {
            throw result.failure().get();
        }
    }

    private void split() throws ArrayException {
        lab.system().split(List.of(pair()));
    }

    /** Copies until nothing is out of sync, and no further. */
    private void synchronise() throws Exception {
        lab.system().backgroundTracksPerSecond(FAST);
        await(() -> outOfSync() == 0);
        lab.system().backgroundTracksPerSecond(0);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long limit = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(limit);
            Thread.sleep(5);
        }
    }

    private void assertRefused(String source, String target, Set<CopyOption> options, Reason reason)
            throws ArrayException {
        List<PairResult> results =
                new ArrayList<>(lab.system().establish(List.of(PairRequest.ofVolumes(source, target)), options));
        assertThat(results.get(0).failure().map(ArrayException::reason))
                .as(source + ":" + target)
                .contains(reason);
    }

    private Relation pair() {
        return lab.system().relation("1000", "1001").orElseThrow();
    }

    private int outOfSync() {
        return pair().outOfSyncTracks();
    }

    private void write(String volume, int track, int value) throws Exception {
        byte[] content = new byte[Emulation.FB.trackBytes()];
        content[0] = (byte) value;
        lab.host(volume).write(track, content);
    }

    private int read(String volume, int track) throws ArrayException {
        return lab.host(volume).read(track)[0];
    }
}
