package org.copyblade.lab.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.copyblade.lab.array.ArrayException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each relation does to the content of both sides, and which are refused. */
class RelationTest {
    private static final Set<CopyOption> NOCOPY = EnumSet.of(CopyOption.PERSISTENT, CopyOption.NO_BACKGROUND_COPY);
    private static final Set<CopyOption> INCREMENTAL = EnumSet.of(CopyOption.PERSISTENT, CopyOption.RECORD_CHANGES);

    @TempDir
    private Path home;

    private SmallLab lab;

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void targetHoldsThePointInTime_whateverIsWrittenLater() throws Exception {
        open("");
        write("1000", 3, 1);
        establish("1000", "1001", NOCOPY);
        write("1000", 3, 2);
        assertThat(read("1001", 3)).isEqualTo(1);
        assertThat(read("1000", 3)).isEqualTo(2);
        assertThat(outOfSync("1000", "1001")).isEqualTo(SmallLab.TRACKS - 1);
        write("1001", 4, 9);
        assertThat(read("1000", 4)).as("the source").isZero();
    }

    @Test
    void partialWriteToTheTarget_keepsTheRestOfTheTrack() throws Exception {
        open("");
        lab.host("1000").write(3, 100, new byte[] {7});
        establish("1000", "1001", NOCOPY);
        lab.host("1001").write(3, 200, new byte[] {8});
        assertThat(lab.host("1001").read(3)[100]).isEqualTo((byte) 7);
        assertThat(lab.host("1001").read(3)[200]).isEqualTo((byte) 8);
        assertThat(lab.host("1000").read(3)[200]).isZero();
    }

    @Test
    void extent_isCopiedToItsPlaceAndNothingElse() throws Exception {
        open("");
        write("1000", 2, 1);
        write("1000", 5, 5);
        write("1001", 0, 8);
        assertThat(lab.system().establish(List.of(PairRequest.ofExtent("1000", new Extent(2, 3), "1001", 10)), NOCOPY))
                .allMatch(PairResult::established);
        write("1000", 2, 2);
        write("1000", 5, 6);
        assertThat(read("1001", 10)).isEqualTo(1);
        assertThat(read("1001", 0)).isEqualTo(8);
        assertThat(read("1001", 13)).isZero();
        assertThat(outOfSync("1000", "1001")).isEqualTo(2);
    }

    @Test
    void backgroundCopy_endsARelationThatIsNotPersistent() throws Exception {
        open("background_tracks_per_second = 5000");
        write("1000", 3, 1);
        establish("1000", "1001", Set.of());
        establish("1000", "1002", Set.of(CopyOption.PERSISTENT));
        await(() -> lab.system().relations().size() == 1 && outOfSync("1000", "1002") == 0);
        write("1000", 3, 2);
        assertThat(read("1001", 3)).isEqualTo(1);
        assertThat(read("1002", 3)).isEqualTo(1);
    }

    @Test
    void backgroundCopy_keepsToItsRate() throws Exception {
        open("background_tracks_per_second = 50");
        long before = System.nanoTime();
        establish("1000", "1001", Set.of(CopyOption.PERSISTENT));
        await(() -> outOfSync("1000", "1001") == 0);
        assertThat((System.nanoTime() - before) / 1e6)
                .as("ms for " + SmallLab.TRACKS + " tracks")
                .isGreaterThan(100);
    }

    @Test
    void secondEstablish_copiesWhatChangedOnEitherSide() throws Exception {
        open("background_tracks_per_second = 100000");
        write("1000", 3, 1);
        establish("1000", "1001", INCREMENTAL);
        await(() -> outOfSync("1000", "1001") == 0);
        lab.system().backgroundTracksPerSecond(0);
        write("1000", 3, 2);
        write("1001", 5, 9);
        establish("1000", "1001", INCREMENTAL);
        assertThat(outOfSync("1000", "1001")).isEqualTo(2);
        write("1000", 3, 3);
        assertThat(read("1001", 3)).isEqualTo(2);
        assertThat(read("1001", 5)).isZero();
        assertThat(lab.system().relation("1000", "1001").orElseThrow().sequence())
                .isEqualTo(2);
    }

    @Test
    void reverseRestore_needsACompleteCopyUnlessFast() throws Exception {
        open("");
        write("1000", 3, 1);
        establish("1000", "1001", NOCOPY);
        write("1000", 3, 2);
        assertRefused("1000", "1001", EnumSet.of(CopyOption.REVERSE_RESTORE), Reason.COPY_INCOMPLETE);
        establish("1000", "1001", EnumSet.of(CopyOption.FAST_REVERSE_RESTORE, CopyOption.PERSISTENT));
        assertThat(read("1000", 3)).as("usable at once").isEqualTo(1);
        assertThat(outOfSync("1001", "1000")).isEqualTo(1);
        write("1000", 3, 4);
        assertThat(read("1000", 3)).isEqualTo(4);
        assertThat(read("1001", 3)).isEqualTo(1);
        assertThat(lab.system().relation("1000", "1001")).isEmpty();
    }

    @Test
    void targetThatLosesWhatItNeverGot_getsItBackFromACopyOfIts() throws Exception {
        for (boolean withdrawn : List.of(true, false)) {
            String source = withdrawn ? "1000" : "1003";
            String target = withdrawn ? "1001" : "1004";
            String copy = withdrawn ? "1002" : "1005";
            open("cascading = true\nbackground_tracks_per_second = 100000");
            write(source, 3, 1);
            establish(source, target, NOCOPY);
            establish(target, copy, INCREMENTAL);
            await(() -> outOfSync(target, copy) == 0);
            if (withdrawn) {
                lab.system()
                        .withdraw(List.of(lab.system().relation(source, target).orElseThrow()));
            } else {
                establish(source, target, EnumSet.of(CopyOption.FAST_REVERSE_RESTORE));
                await(() -> lab.system().relation(target, source).isEmpty());
            }
            assertThat(read(target, 3)).as("lost").isZero();
            establish(target, copy, EnumSet.of(CopyOption.REVERSE_RESTORE, CopyOption.PERSISTENT));
            assertThat(read(target, 3)).as("withdrawn " + withdrawn).isEqualTo(1);
            lab.close();
        }
    }

    @Test
    void reversedPair_isNamedAsTheSwitchSays() throws Exception {
        open("reverse_pair = \"REVERSED\"");
        write("1000", 3, 1);
        establish("1000", "1001", NOCOPY);
        write("1000", 3, 2);
        assertRefused("1000", "1001", EnumSet.of(CopyOption.FAST_REVERSE_RESTORE), Reason.RELATION_UNKNOWN);
        establish("1001", "1000", EnumSet.of(CopyOption.FAST_REVERSE_RESTORE));
        assertThat(read("1000", 3)).isEqualTo(1);
    }

    @Test
    void limitsOfRelations_areKept() throws Exception {
        open("");
        for (int target = 1; target <= 12; target++) {
            establish("1000", String.format("10%02X", target), NOCOPY);
        }
        assertRefused("1000", "100D", NOCOPY, Reason.TOO_MANY_TARGETS);
        assertRefused("100D", "1001", NOCOPY, Reason.TARGET_TAKEN);
        assertRefused("1001", "100D", NOCOPY, Reason.CASCADING);
        assertRefused("100D", "1000", NOCOPY, Reason.CASCADING);
        assertRefused("100D", "100D", NOCOPY, Reason.MISFIT);
        assertRefused("1110", "100D", NOCOPY, Reason.MISFIT);
        assertRefused("100D", "2000", NOCOPY, Reason.MISFIT);
        assertRefused("100D", "10FF", NOCOPY, Reason.VOLUME_UNKNOWN);
        assertRefused("100D", "1010", NOCOPY, Reason.SPACE_EFFICIENT_TARGET);
        establish("100D", "1110", INCREMENTAL);
        assertRefused("100D", "100E", INCREMENTAL, Reason.INCREMENTAL_TAKEN);
        assertThatThrownBy(() -> lab.system().delete("1001"))
                .hasMessage("volume 1001 is in a relation; withdraw it first");
    }

    @Test
    void primaryOfARemoteMirror_isATargetWithLeaveOnly() throws Exception {
        open("mirror_primaries = [\"1000\", \"1001\"]");
        write("1000", 3, 1);
        EnumSet<CopyOption> allowed = EnumSet.copyOf(NOCOPY);
        allowed.add(CopyOption.ALLOW_MIRROR_PRIMARY);
        assertRefused("1000", "1001", NOCOPY, Reason.VOLUME_IN_RELATION);
        establish("1000", "1001", allowed);
        lab.system().withdraw(lab.system().relations());
        establish("1000", "1002", NOCOPY);
        write("1000", 3, 2);
        assertRefused("1000", "1002", EnumSet.of(CopyOption.FAST_REVERSE_RESTORE), Reason.VOLUME_IN_RELATION);
        establish("1000", "1002", EnumSet.of(CopyOption.FAST_REVERSE_RESTORE, CopyOption.ALLOW_MIRROR_PRIMARY));
        assertThat(read("1000", 3)).isEqualTo(1);
    }

    @Test
    void cascade_keepsEachPointInTime() throws Exception {
        open("cascading = true");
        write("1000", 3, 1);
        establish("1000", "1001", NOCOPY);
        establish("1001", "1002", NOCOPY);
        assertRefused("1002", "1000", NOCOPY, Reason.CASCADING);
        write("1000", 3, 2);
        write("1001", 3, 3);
        assertThat(List.of(read("1000", 3), read("1001", 3), read("1002", 3))).containsExactly(2, 3, 1);
        assertRefused("1003", "1001", NOCOPY, Reason.TARGET_TAKEN);
    }

    @Test
    void pairsOfOneRequest_seeEachOther() throws Exception {
        open("");
        List<PairResult> results = lab.system()
                .establish(
                        List.of(
                                PairRequest.ofVolumes("1000", "1001"),
                                PairRequest.ofVolumes("1002", "1001"),
                                PairRequest.ofVolumes("1002", "1003")),
                        NOCOPY);
        assertThat(results).extracting(PairResult::established).containsExactly(true, false, true);
    }

    @Test
    void fullPool_failsTheWriteOrTheRelation() throws Exception {
        open("");
        EnumSet<CopyOption> keeping = EnumSet.copyOf(NOCOPY);
        keeping.add(CopyOption.PERMIT_SPACE_EFFICIENT_TARGET);
        EnumSet<CopyOption> failing = EnumSet.copyOf(keeping);
        failing.add(CopyOption.FAIL_RELATION_WHEN_OUT_OF_SPACE);
        for (String source : List.of("1000", "1001")) {
            for (int track = 0; track < SmallLab.TRACKS; track++) {
                write(source, track, 1);
            }
        }
        establish("1000", "1010", keeping);
        establish("1001", "1011", failing);
        for (int track = 0; track < SmallLab.TRACKS; track++) {
            write("1000", track, 2); // takes the whole pool
        }
        assertThat(lab.system().pool("P2").orElseThrow().availableBytes()).isZero();
        write("1001", 0, 2);
        assertThat(lab.system().relation("1001", "1011").orElseThrow().state()).isEqualTo(Relation.State.FAILED);
        assertThatThrownBy(() -> read("1011", 0)).hasMessage("volume 1011 is the target of a relation that failed");
        assertThat(read("1001", 0)).isEqualTo(2);
        establish("1002", "1012", keeping);
        write("1002", 0, 0);
        lab.reopen();
        assertThat(lab.system().relation("1001", "1011").orElseThrow().state()).isEqualTo(Relation.State.FAILED);
        assertThat(lab.system().pool("P2").orElseThrow().availableBytes()).isZero();
        lab.system().withdraw(lab.system().relations());
        establish("1003", "1010", keeping);
        assertThat(lab.system().pool("P2").orElseThrow().availableBytes())
                .as("an establish frees what the target held")
                .isEqualTo(1 << 20);
    }

    @Test
    void fullPool_failsTheWriteToTheSourceWithoutTheOption() throws Exception {
        open("");
        EnumSet<CopyOption> keeping = EnumSet.copyOf(NOCOPY);
        keeping.add(CopyOption.PERMIT_SPACE_EFFICIENT_TARGET);
        for (int track = 0; track < SmallLab.TRACKS; track++) {
            write("1010", track, 1); // takes the whole pool
        }
        write("1000", 3, 1);
        establish("1000", "1011", keeping);
        assertThatThrownBy(() -> write("1000", 3, 2)).hasMessage("pool P2 is full");
        assertThat(read("1000", 3)).isEqualTo(1);
        assertThat(lab.system().relation("1000", "1011").orElseThrow().state()).isEqualTo(Relation.State.VALID);
    }

    @Test
    void refreshBeforeAnythingWasCopied_isNotMadeAgainByARestart() throws Exception {
        open("");
        write("1000", 3, 1);
        establish("1000", "1001", INCREMENTAL);
        establish("1000", "1001", INCREMENTAL);
        write("1000", 3, 2);
        lab.reopen();
        assertThat(read("1001", 3)).isEqualTo(1);
        assertThat(outOfSync("1000", "1001")).isEqualTo(SmallLab.TRACKS - 1);
    }

    @Test
    void inhibitedTarget_isNotWritten() throws Exception {
        open("");
        EnumSet<CopyOption> inhibited = EnumSet.copyOf(NOCOPY);
        inhibited.add(CopyOption.INHIBIT_TARGET_WRITES);
        establish("1000", "1001", inhibited);
        assertThatThrownBy(() -> write("1001", 3, 2)).hasMessage("volume 1001 is a target that may not be written");
    }

    @Test
    void label_isReadFromTheVolumeAndFromItsCopy() throws Exception {
        open("");
        assertThat(lab.system().volser("2000")).contains("LB2000");
        establish("2000", "2001", NOCOPY);
        assertThat(lab.system().volser("2001")).contains("LB2000");
        assertThat(lab.system().volser("1000")).isEmpty();
    }

    private void open(String settings) throws Exception {
        lab = SmallLab.open(home, settings);
    }

    private void establish(String source, String target, Set<CopyOption> options) throws ArrayException {
        PairResult result = lab.system()
                .establish(List.of(PairRequest.ofVolumes(source, target)), options)
                .get(0);
        if (result.failure().isPresent()) {
            throw result.failure().get();
        }
    }

    private void assertRefused(String source, String target, Set<CopyOption> options, Reason reason)
            throws ArrayException {
        assertThat(lab.system()
                        .establish(List.of(PairRequest.ofVolumes(source, target)), options)
                        .get(0)
                        .failure()
                        .map(ArrayException::reason))
                .as(source + ":" + target)
                .contains(reason);
    }

    private int outOfSync(String source, String target) {
        return lab.system().relation(source, target).orElseThrow().outOfSyncTracks();
    }

    private void write(String volume, int track, int value) throws Exception {
        byte[] content = new byte[Emulation.FB.trackBytes()];
        content[0] = (byte) value;
        lab.host(volume).write(track, content);
    }

    private int read(String volume, int track) throws ArrayException {
        return lab.host(volume).read(track)[0];
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long limit = System.nanoTime() + 20_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(limit);
            Thread.sleep(5);
        }
    }
}
