package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.FlashBinding.Stage;
import org.copyblade.blade.flashcopy.internal.array.CopyOption;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.Relation;
import org.copyblade.blade.flashcopy.internal.array.Relations;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;
import org.junit.jupiter.api.Test;

/** Marks and relations, and what they say together. */
class JudgeTest {

    private static final CopyGroupId GROUP = new CopyGroupId("ZJUDGE01");
    private static final String OURS = "CB_ZJUDGE01";
    private static final String OTHERS = "CB_ZOTHER01";

    private final List<Relation> relations = new ArrayList<>();

    @Test
    void unmarkedAndUnrelatedIsAbsentAtEveryStage() {
        for (Stage stage : Stage.values()) {
            assertThat(state(stage, "BACK_0200", "BACK_0201")).isEqualTo(new CopyState.Absent());
        }
    }

    @Test
    void marksAloneAreAPreparation() {
        assertThat(state(Stage.PLANNED, OURS, "BACK_0201")).isEqualTo(new CopyState.Preparing(50));
        assertThat(state(Stage.PREPARED, OURS, OURS)).isEqualTo(new CopyState.Prepared());
    }

    @Test
    void anEstablishedGroupThatHasLostItsRelationsHasFailed() {
        assertThat(state(Stage.ESTABLISHED, OURS, OURS)).isEqualTo(new CopyState.Failed("its relations are gone"));
        assertThat(state(Stage.ESTABLISHED, OURS, "BACK_0201"))
                .isEqualTo(new CopyState.Failed("only 1 of 2 targets bear the mark of the group"));
    }

    @Test
    void aPartIsNeverEstablished() {
        relation("0100:0200", 0, true, "valid");

        assertThat(state(Stage.PREPARED, OURS, OURS))
                .isEqualTo(new CopyState.Failed("only 1 of 2 pairs are established"));
    }

    @Test
    void aLostAnswerIsSeenWithThePreparedBinding() {
        both(0, true);

        assertThat(state(Stage.PREPARED, OURS, OURS)).isEqualTo(established(Background.COPIED, OptionalInt.empty()));
    }

    @Test
    void theBackgroundCopyIsCountedInTracks() {
        // Two volumes of 15 tracks each, of which 15 are copied.
        relation("0100:0200", 15, true, "valid");
        relation("0101:0201", 0, true, "valid");

        assertThat(state(Stage.ESTABLISHED, OURS, OURS)).isEqualTo(established(Background.COPYING, OptionalInt.of(50)));
    }

    @Test
    void withoutBackgroundCopyItIsDependent() {
        both(15, false);

        assertThat(state(Stage.ESTABLISHED, OURS, OURS))
                .isEqualTo(established(Background.DEPENDENT, OptionalInt.empty()));
    }

    @Test
    void aBadRelationFailsTheGroup() {
        relation("0100:0200", 0, true, "valid");
        relation("0101:0201", 0, true, "invalid");

        assertThat(state(Stage.ESTABLISHED, OURS, OURS))
                .isEqualTo(new CopyState.Failed("relation 0101:0201 is in state 'invalid'"));
    }

    @Test
    void relationsThatAnotherGroupHasTakenOverAreNotOurs() {
        both(0, true);

        assertThat(state(Stage.ESTABLISHED, OTHERS, OTHERS)).isEqualTo(new CopyState.Absent());
    }

    @Test
    void aRelationWhoseTargetLostItsMarkIsSaid() {
        both(0, true);

        assertThat(state(Stage.ESTABLISHED, "SOMEBODY", "SOMEBODY"))
                .isEqualTo(new CopyState.Failed(
                        "relation 0100:0200 is there, but its target does not bear the mark of the group"));
    }

    @Test
    void aReversedRelationIsARestoreUntilItIsCopied() {
        relation("0200:0100", 3, true, "valid");
        relation("0101:0201", 0, true, "valid");

        assertThat(state(Stage.ESTABLISHED, OURS, OURS)).isEqualTo(new CopyState.Restoring(80));
        relations.set(0, new Relation(Pair.of("0200:0100"), true, false, true, 0, "valid"));
        assertThat(state(Stage.ESTABLISHED, OURS, OURS)).isEqualTo(established(Background.COPIED, OptionalInt.empty()));
    }

    @Test
    void aRestoredCopyIsWholeWithoutItsRelation_butNotWithThatOfAStranger() {
        VolumeId source = Pair.of("0100:0200").source();
        FlashBinding restored = binding(Stage.ESTABLISHED, Optional.empty()).restored(Set.of(source), false);
        relation("0101:0201", 0, true, "valid");

        assertThat(state(restored, OURS, OURS)).isEqualTo(established(Background.COPIED, OptionalInt.empty()));
        CopyState.Failed half = new CopyState.Failed("only 1 of 2 pairs are established");
        assertThat(state(binding(Stage.ESTABLISHED, Optional.empty()), OURS, OURS))
                .isEqualTo(half);
        assertThat(state(binding(Stage.ESTABLISHED, Optional.empty()).restored(Set.of(source), true), OURS, OURS))
                .isEqualTo(half);
        relation("0109:0200", 0, true, "valid");
        assertThat(state(restored, OURS, OURS)).isEqualTo(half);
    }

    @Test
    void aCopyThatGaveItsRelationUpForARestoreIsWhole() {
        relation("0101:0201", 0, true, "valid");

        assertThat(state(Stage.ESTABLISHED, OURS + "_W", OURS))
                .isEqualTo(established(Background.COPIED, OptionalInt.empty()));
        assertThat(state(Stage.ESTABLISHED, OTHERS + "_W", OURS))
                .isEqualTo(new CopyState.Failed("only 1 of 2 targets bear the mark of the group"));
    }

    @Test
    void anOldRelationProvesNoNewPointInTime() {
        both(0, true);

        assertThat(state(binding(Stage.PREPARED, Optional.of(new CopyGroupId("ZOLDER01"))), OURS, OURS))
                .isEqualTo(new CopyState.Prepared());
        assertThat(state(binding(Stage.ESTABLISHED, Optional.of(new CopyGroupId("ZOLDER01"))), OURS, OURS))
                .isEqualTo(established(Background.COPIED, OptionalInt.empty()));
    }

    private void both(long outOfSync, boolean background) {
        relation("0100:0200", outOfSync, background, "valid");
        relation("0101:0201", outOfSync, background, "valid");
    }

    private void relation(String pair, long outOfSync, boolean background, String state) {
        relations.add(new Relation(Pair.of(pair), true, false, background, outOfSync, state));
    }

    private static CopyState established(Background background, OptionalInt percent) {
        return new CopyState.Established(Optional.empty(), background, percent);
    }

    private CopyState state(Stage stage, String first, String second) {
        return state(binding(stage, Optional.empty()), first, second);
    }

    private CopyState state(FlashBinding binding, String first, String second) {
        StorageView view =
                new StorageView(List.of(volume("0200", first), volume("0201", second)), new Relations(relations));
        return new Judge(binding, GROUP, view).state();
    }

    private static FlashBinding binding(Stage stage, Optional<CopyGroupId> predecessor) {
        FlashBinding planned = FlashBinding.planned(
                "2107-75ABC11",
                List.of(pair("0100", "0200"), pair("0101", "0201")),
                Set.of(CopyOption.PERSISTENT),
                predecessor);
        return new FlashBinding(
                planned.system(),
                stage,
                planned.pairs(),
                planned.options(),
                predecessor,
                planned.freezeTimer(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.empty());
    }

    private static BoundPair pair(String source, String target) {
        return new BoundPair(Optional.of(new VolumeId(source)), new VolumeId(target), "BACK_" + target);
    }

    private static Volume volume(String id, String name) {
        return new Volume(new VolumeId(id), name, "normal", 15 * 56_664L, "ckd", "3390", "", "none", "P1");
    }
}
