package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.RestoreNote;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.Stage;
import org.copyblade.blade.shadowimage.internal.array.GroupName;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.array.MirrorGroup;
import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;
import org.junit.jupiter.api.Test;

/** Statuses and marks, and what they say together. */
class JudgeTest {

    private static final CopyGroupId GROUP = new CopyGroupId("ZJUDGE01");
    private static final CopyGroupId OTHER = new CopyGroupId("ZOTHER01");

    private final List<MirrorPair> pairs = new ArrayList<>();

    @Test
    void withoutPairsItIsAbsentAtEveryStage() {
        for (Stage stage : Stage.values()) {
            assertThat(state(binding(stage), "")).isEqualTo(new CopyState.Absent());
        }
    }

    @Test
    void whatAnotherGroupHasTakenOverIsNotOurs() {
        both("PSUS", "SSUS");

        assertThat(state(binding(Stage.ESTABLISHED), "CB_ZOTHER01")).isEqualTo(new CopyState.Absent());
        assertThat(state(binding(Stage.ESTABLISHED), "CB_ZJUDGE01")).isEqualTo(established(Background.COPIED));
        assertThat(state(binding(Stage.ESTABLISHED), "BACK_0200")).isEqualTo(established(Background.COPIED));
    }

    @Test
    void pairsThatAreMissingArePreparedOrLost() {
        pair(256, "COPY", "COPY", 40);

        assertThat(state(binding(Stage.CREATING), "")).isEqualTo(new CopyState.Preparing(50));
        assertThat(state(binding(Stage.PREPARED), "")).isEqualTo(new CopyState.Failed("only 1 of 2 pairs are there"));
    }

    @Test
    void aCopyIsCountedUntilAllAreInStep() {
        pair(256, "PAIR", "PAIR", 100);
        pair(257, "COPY", "COPY", 40);
        assertThat(state(binding(Stage.CREATING), "")).isEqualTo(new CopyState.Preparing(70));
        pairs.clear();
        both("PAIR", "PAIR");
        assertThat(state(binding(Stage.CREATING), "")).isEqualTo(new CopyState.Prepared());
        assertThat(state(binding(Stage.PREPARED), "")).isEqualTo(new CopyState.Prepared());
    }

    @Test
    void aSplitIsAnImageOnlyIfOneMayHaveBeenSent() {
        both("PSUS", "COPY");

        assertThat(state(binding(Stage.PREPARED), "")).isInstanceOf(CopyState.Established.class);
        assertThat(state(binding(Stage.CREATING), ""))
                .isEqualTo(
                        new CopyState.Failed("pair 256:512 was split by somebody else before the group was prepared"));
        ShadowBinding takingOver = binding(Stage.CREATING).planned(3, false, Optional.of(OTHER), "");
        assertThat(state(takingOver, "CB_ZJUDGE01")).isEqualTo(new CopyState.Preparing(0));
    }

    @Test
    void anImageThatAnotherMayHaveMadeIsNone() {
        both("PSUS", "SSUS");
        ShadowBinding doubted =
                binding(Stage.ESTABLISHED).with(SplitEvidence.since(1).doubted("somebody else"));

        assertThat(state(doubted, "")).isEqualTo(new CopyState.Failed("somebody else"));
    }

    @Test
    void aPartIsNeverEstablished() {
        pair(256, "PSUS", "SSUS", 100);
        pair(257, "PAIR", "PAIR", 100);

        assertThat(state(binding(Stage.PREPARED), ""))
                .isEqualTo(new CopyState.Failed(
                        "pair 257:513 is in status PAIR/PAIR and keeps no image of the point in time"));
    }

    @Test
    void aPairThatFollowsAgainHasLostItsImage() {
        both("PAIR", "PAIR");

        assertThat(state(binding(Stage.ESTABLISHED), "")).isInstanceOf(CopyState.Failed.class);
    }

    @Test
    void aSuspendedPairFailsTheGroup() {
        pair(256, "PSUS", "SSUS", 100);
        pair(257, "PSUE", "PSUE", 0);

        for (Stage stage : List.of(Stage.CREATING, Stage.PREPARED, Stage.ESTABLISHED)) {
            assertThat(state(binding(stage), ""))
                    .isEqualTo(new CopyState.Failed("pair 257:513 is in status PSUE/PSUE"));
        }
    }

    @Test
    void aRestoreIsOneUntilItsPairsAreSplitAgain() {
        ShadowBinding noted = binding(Stage.ESTABLISHED).restoring(new RestoreNote(false, Set.of(256)));
        pair(256, "RCPY", "RCPY", 50);
        pair(257, "PSUS", "SSUS", 100);
        assertThat(state(noted, "")).isEqualTo(new CopyState.Restoring(75));
        pairs.clear();
        both("PSUS", "SSUS");
        assertThat(state(noted.restored(Set.of(256), false), "")).isEqualTo(established(Background.COPIED));
        assertThat(state(noted.restored(Set.of(256), true), "")).isInstanceOf(CopyState.Failed.class);
    }

    /** Its target will follow its source, and nothing is known here that would split them again. */
    @Test
    void whatARestoreThatIsNotKnownHasBegun_isNoCopy() {
        pair(256, "RCPY", "RCPY", 50);
        pair(257, "PSUS", "SSUS", 100);
        assertThat(state(binding(Stage.ESTABLISHED), ""))
                .isInstanceOfSatisfying(CopyState.Failed.class, failed -> assertThat(failed.why())
                        .startsWith("pair 256:512 is in status RCPY/RCPY, and its target follows its source until"));
        assertThat(state(binding(Stage.ESTABLISHED).restored(Set.of(256), true), ""))
                .isInstanceOf(CopyState.Restoring.class);
    }

    private void both(String pvol, String svol) {
        pair(256, pvol, svol, 100);
        pair(257, pvol, svol, 100);
    }

    private void pair(int pvol, String pvolStatus, String svolStatus, int rate) {
        pairs.add(new MirrorPair("v" + pvol, pvol, pvol + 256, 0, pvolStatus, svolStatus, OptionalInt.of(1), rate));
    }

    private static CopyState established(Background background) {
        return new CopyState.Established(Optional.empty(), background, OptionalInt.empty());
    }

    private CopyState state(ShadowBinding binding, String label) {
        GroupLook look = new GroupLook(new MirrorGroup(binding.method(), binding.name(), pairs), label);
        return new Judge(binding, GROUP, look).state();
    }

    private static ShadowBinding binding(Stage stage) {
        return ShadowBinding.of(
                "886000123456",
                Method.PAIR,
                stage,
                GroupName.of(GROUP.value()),
                List.of(new BoundPair(256, 512), new BoundPair(257, 513)),
                0);
    }
}
