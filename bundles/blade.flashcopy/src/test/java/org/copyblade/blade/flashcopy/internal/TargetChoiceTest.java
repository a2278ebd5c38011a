package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.Relation;
import org.copyblade.blade.flashcopy.internal.array.Relations;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.flashcopy.internal.array.VolumeRanges;
import org.copyblade.blade.spi.CopyPolicy;
import org.junit.jupiter.api.Test;

class TargetChoiceTest {

    private static final VolumeRanges POOL = VolumeRanges.parse("0200-03FF");
    private static final Volume SOURCE = volume("0100", 10, "none");

    @Test
    void aTargetOfTheSameSizeComesFirst_thenOneOfTheSameNode_thenTheLowest() {
        TargetChoice choice = choice(
                false,
                volume("0302", 10, "none"),
                volume("0203", 10, "none"),
                volume("0201", 10, "none"),
                volume("0200", 20, "none"),
                volume("0204", 5, "none"));

        assertThat(choice.left()).isEqualTo(5);
        assertThat(choice.next(SOURCE)).contains(new VolumeId("0302"));
        assertThat(choice.next(SOURCE)).contains(new VolumeId("0201"));
        assertThat(choice.next(SOURCE)).contains(new VolumeId("0203"));
        assertThat(choice.next(SOURCE)).contains(new VolumeId("0200"));
        assertThat(choice.next(SOURCE)).isEmpty();
        assertThat(choice.left()).isEqualTo(1);
    }

    @Test
    void aSpaceEfficientTargetHasExactlyTheSizeOfItsSource() {
        TargetChoice choice = choice(true, volume("0200", 20, "ese"), volume("0201", 10, "ese"));

        assertThat(choice.next(SOURCE)).contains(new VolumeId("0201"));
        assertThat(choice.next(SOURCE)).isEmpty();
    }

    @Test
    void idsOfVolumesToBeMadeAreGivenOnceEach_behindTheLast_inSubsystemsOfTheType() {
        StorageView view = new StorageView(List.of(volume("0301", 10, "none")), new Relations(List.of()));
        NewTargets ids = new NewTargets(
                view,
                VolumeRanges.parse("02FF-0302"),
                VolumeRanges.parse("0200-0302"),
                Map.of("02", "fb", "03", "ckd"));

        assertThat(ids.next(SOURCE)).contains(new VolumeId("0300"));
        assertThat(ids.next(SOURCE)).contains(new VolumeId("0302"));
        assertThat(ids.next(SOURCE)).isEmpty();
        assertThat(ids.next(new Volume(new VolumeId("0400"), "", "normal", 10, "fb", "FB 512", "", "none", "P0")))
                .contains(new VolumeId("02FF"));
    }

    @Test
    void theFirstRelationOfAVolumeIsTheFirstThatIsShown_whicheverEndItIs() {
        Relation first = relation("0100:0200");
        Relation second = relation("0200:0300");
        Relations relations = new Relations(List.of(first, second, relation("0100:0300")));

        assertThat(relations.firstOf(new VolumeId("0200"))).contains(first);
        assertThat(relations.firstOf(new VolumeId("0300"))).contains(second);
        assertThat(relations.firstOf(new VolumeId("0400"))).isEmpty();
        assertThat(relations.isFree(new VolumeId("0100"))).isFalse();
        assertThat(relations.isFree(new VolumeId("0400"))).isTrue();
        assertThat(relations.from(new VolumeId("0100")))
                .extracting(relation -> relation.pair().id())
                .containsExactly("0100:0200", "0100:0300");
    }

    private static TargetChoice choice(boolean thin, Volume... volumes) {
        return new TargetChoice(
                new StorageView(List.of(volumes), new Relations(List.of())),
                POOL,
                POOL,
                Set.of(),
                CopyPolicy.builder().spaceEfficient(thin).build());
    }

    private static Relation relation(String id) {
        return new Relation(Pair.of(id), true, false, true, 0, "valid");
    }

    private static Volume volume(String id, long capacity, String efficiency) {
        return new Volume(new VolumeId(id), "", "normal", capacity, "ckd", "3390", "", efficiency, "P0");
    }
}
