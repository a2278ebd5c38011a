package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.CopyState.Background;
import org.copyblade.blade.timefinder.internal.CloneBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.ClonePair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.junit.jupiter.api.Test;

/** What the states of sessions mean for a group of two. */
class CloneJudgeTest {

    private static final List<BoundPair> PAIRS = List.of(pair("00100", "00200"), pair("00101", "00201"));

    @Test
    void withoutTheStorageGroupOfTheTargetsThereIsNothing() {
        assertThat(state(Method.CLONE, Stage.ESTABLISHED, CloneView.absent())).isEqualTo(new CopyState.Absent());
    }

    @Test
    void sessionsOfTheOlderCopyAreNotTheGroupsYet() {
        CloneView view = new CloneView(Optional.of(targets()), true, Optional.of(sessions("Copied", "Copied")));
        CloneBinding binding =
                CloneBinding.of(Method.CLONE, "1", Stage.CREATING, PAIRS, Optional.of(new CopyGroupId("ZOLDER01")));

        assertThat(new CloneJudge(binding, view).state()).isEqualTo(new CopyState.Preparing(0));
    }

    @Test
    void anImageOfBeforeTheActivationIsThatOfTheOlderCopy() {
        assertThat(state(Method.CLONE, Stage.CREATING, "Copied", "Copied")).isEqualTo(new CopyState.Preparing(50));
    }

    @Test
    void aCloneIsPreparedWhileItIsCopied_andAMirrorWhenItIsInStep() {
        List<ClonePair> copying = List.of(session(0, "Precopy", 7), session(1, "Precopy", 0));
        assertThat(state(Method.CLONE, Stage.CREATING, view(copying))).isEqualTo(new CopyState.Prepared());
        assertThat(state(Method.BCV, Stage.CREATING, view(copying))).isInstanceOf(CopyState.Preparing.class);
        assertThat(state(Method.BCV, Stage.CREATING, "Precopy", "Precopy")).isEqualTo(new CopyState.Prepared());
        assertThat(state(Method.CLONE, Stage.PREPARED, "Created", "Precopy")).isEqualTo(new CopyState.Preparing(74));
    }

    @Test
    void aMirrorIsInStepWithSomeTracksOnTheirWay_andStaysPreparedWithMore() {
        List<ClonePair> copying = List.of(session(0, "Precopy", 7), session(1, "Precopy", 0));
        CloneBinding creating = CloneBinding.of(Method.BCV, "1", Stage.CREATING, PAIRS, Optional.empty());
        assertThat(new CloneJudge(creating.inStepWith(7), view(copying)).state())
                .isEqualTo(new CopyState.Prepared());
        assertThat(new CloneJudge(creating.inStepWith(6), view(copying)).state())
                .isInstanceOf(CopyState.Preparing.class);
        assertThat(state(Method.BCV, Stage.PREPARED, view(copying))).isEqualTo(new CopyState.Prepared());
        assertThat(state(Method.BCV, Stage.PREPARED, "Recreated", "Precopy")).isInstanceOf(CopyState.Preparing.class);
    }

    @Test
    void activatedSessionsAreEstablished_alsoWhenTheAnswerWasLost() {
        assertThat(state(Method.CLONE, Stage.PREPARED, "CopyInProg", "Copied"))
                .isEqualTo(new CopyState.Established(Optional.empty(), Background.COPYING, OptionalInt.of(50)));
        assertThat(state(Method.CLONE, Stage.ESTABLISHED, "Copied", "split"))
                .isEqualTo(new CopyState.Established(Optional.empty(), Background.COPIED, OptionalInt.empty()));
    }

    @Test
    void aPartOfTheSessionsIsNeverEstablished() {
        assertThat(state(Method.CLONE, Stage.PREPARED, "CopyInProg", "Precopy"))
                .isEqualTo(new CopyState.Failed("only 1 of 2 sessions are activated"));
        assertThat(state(Method.CLONE, Stage.ESTABLISHED, view(List.of(session(0, "Copied", 0)))))
                .isEqualTo(new CopyState.Failed("only 1 of 2 sessions are there"));
        assertThat(state(Method.CLONE, Stage.ESTABLISHED, "Recreated", "Recreated"))
                .isEqualTo(new CopyState.Failed("its sessions were re-created, and the image is gone"));
    }

    @Test
    void aWordThatIsNotKnownIsNoImage() {
        assertThat(state(Method.CLONE, Stage.ESTABLISHED, "Copied", "Sideways"))
                .isEqualTo(new CopyState.Failed("session 00101:00201 is in state Sideways"));
    }

    @Test
    void aRestoreShows() {
        assertThat(state(Method.CLONE, Stage.ESTABLISHED, "RestInProg", "Restored"))
                .isEqualTo(new CopyState.Restoring(50));
    }

    private static CopyState state(Method method, Stage stage, String... states) {
        return state(method, stage, view(sessions(states)));
    }

    private static CopyState state(Method method, Stage stage, CloneView view) {
        return new CloneJudge(CloneBinding.of(method, "1", stage, PAIRS, Optional.empty()), view).state();
    }

    private static CloneView view(List<ClonePair> sessions) {
        return new CloneView(Optional.of(targets()), false, Optional.of(sessions));
    }

    private static Set<VolumeId> targets() {
        return Set.of(new VolumeId("00200"), new VolumeId("00201"));
    }

    private static List<ClonePair> sessions(String... states) {
        List<ClonePair> sessions = new ArrayList<>();
        for (String state : states) {
            sessions.add(session(sessions.size(), state, 0));
        }
        return sessions;
    }

    private static ClonePair session(int index, String state, long left) {
        return new ClonePair(PAIRS.get(index).source(), PAIRS.get(index).target(), state, left);
    }

    private static BoundPair pair(String source, String target) {
        return new BoundPair(new VolumeId(source), new VolumeId(target));
    }
}
