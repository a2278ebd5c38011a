package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.copyblade.blade.shadowimage.internal.array.GroupName;
import org.copyblade.blade.shadowimage.internal.array.Ldev;
import org.copyblade.blade.shadowimage.internal.array.LdevRanges;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.array.MirrorGroup;
import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.junit.jupiter.api.Test;

class StorageViewTest {

    private static final MirrorGroup FIRST = group(Method.PAIR, "ZFIRST01", pair(256, 512, 0), pair(257, 513, 0));
    private static final MirrorGroup SECOND = group(Method.PAIR, "ZSECOND1", pair(512, 768, 1), pair(256, 513, 2));
    private static final MirrorGroup SHOT = group(Method.THIN_IMAGE, "ZSHOT001", pair(256, 770, 0), pair(256, 771, 1));

    private final StorageView view = new StorageView(List.of(), List.of(FIRST, SECOND, SHOT));

    @Test
    void aVolumeIsInTheGroupsWhoseSourceOrTargetItIs_eachOnce_inTheirOrder() {
        assertThat(view.groupsOf(256)).containsExactly(FIRST, SECOND, SHOT);
        assertThat(view.groupsOf(512)).containsExactly(FIRST, SECOND);
        assertThat(view.groupsOf(513)).containsExactly(FIRST, SECOND);
        assertThat(view.groupsOf(1)).isEmpty();
    }

    @Test
    void thePairIntoATargetIsTheFirstThatIsShown() {
        assertThat(view.into(513)).contains(FIRST.pairs().get(1));
        assertThat(view.into(768)).contains(SECOND.pairs().get(1));
        assertThat(view.into(256)).isEmpty();
    }

    @Test
    void thePairsOfASourceAreThoseOfOneMethod() {
        assertThat(view.from(256, Method.PAIR))
                .containsExactly(FIRST.pairs().get(0), SECOND.pairs().get(0));
        assertThat(view.from(256, Method.THIN_IMAGE))
                .containsExactly(SHOT.pairs().get(0));
        assertThat(view.from(513, Method.PAIR)).isEmpty();
        assertThat(view.freeUnit(List.of(256, 257))).contains(1);
    }

    @Test
    void aGroupFindsThePairOfEachOfItsSources_andOfNoOther() {
        MirrorGroup group = group(
                Method.PAIR,
                "ZGROUP01",
                IntStream.range(0, 7)
                        .mapToObj(number -> pair(2 * number, 100 + number, 0))
                        .toArray(MirrorPair[]::new));

        for (MirrorPair pair : group.pairs()) {
            assertThat(group.of(pair.pvol())).contains(pair);
            assertThat(group.of(pair.pvol() + 1)).isEmpty();
        }
        assertThat(group.of(-1)).isEmpty();
    }

    @Test
    void targetsAreGivenOnceEach_theLowestOfTheKindOfTheSource() {
        StorageView free = new StorageView(
                List.of(ldev(1, "3390-A", 10), ldev(4, "3390-A", 10), ldev(3, "3390-A", 20), ldev(2, "3390-A", 10)),
                List.of(group(Method.PAIR, "ZFIRST01", pair(7, 4, 0))));
        LdevRanges all = LdevRanges.parse("1-9");
        TargetChoice choice = new TargetChoice(free, all, all, Set.of());

        assertThat(choice.left()).isEqualTo(3);
        assertThat(choice.next(ldev(8, "3390-A", 10))).contains(1);
        assertThat(choice.next(ldev(8, "3390-A", 10))).contains(2);
        assertThat(choice.next(ldev(8, "3390-A", 10))).isEmpty();
        assertThat(choice.next(ldev(8, "OPEN-V", 20))).isEmpty();
        assertThat(choice.left()).isEqualTo(1);
    }

    private static Ldev ldev(int id, String emulation, long blocks) {
        return new Ldev(id, emulation, blocks, "", "NML", Set.of(), false);
    }

    private static MirrorGroup group(Method method, String name, MirrorPair... pairs) {
        return new MirrorGroup(method, GroupName.of(name), List.of(pairs));
    }

    private static MirrorPair pair(int pvol, int svol, int mirrorUnit) {
        return new MirrorPair("P" + svol, pvol, svol, mirrorUnit, "PAIR", "PAIR", OptionalInt.of(0), 0);
    }
}
