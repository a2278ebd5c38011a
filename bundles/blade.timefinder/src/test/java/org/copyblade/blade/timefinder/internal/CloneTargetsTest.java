package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.PlannedCopy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which volumes of a pool of two sizes become targets; the large ones come first in it. */
class CloneTargetsTest {

    private static final CopyPolicy CLONE = CopyPolicy.builder().method("clone").build();

    private Laboratory laboratory;
    private TimeFinderBlade blade;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        laboratory = Laboratory.twoSizes(directory);
        blade = laboratory.blade();
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @Test
    void aBackupOfSmallVolumesLeavesTheLargeTargetsToALaterOneOfLargeVolumes() throws Exception {
        CopyGroup small = Groups.of("ZSMALL01", "00100", "00101");
        Runs.established(blade, small, CLONE);

        CopyPlan large = Runs.plan(blade, large(), CLONE);
        assertThat(Runs.errors(large.findings())).isEmpty();
        assertThat(large.copies())
                .extracting(PlannedCopy::target)
                .containsExactlyElementsOf(IntStream.range(0x200, 0x208)
                        .mapToObj("%05X"::formatted)
                        .toList());
    }

    @Test
    void smallAndLargeVolumesInOneGroupGetTargetsOfTheirSize() throws Exception {
        CopyPlan plan = Runs.plan(blade, Groups.of("ZMIXED01", "00100", "00110"), CLONE);

        assertThat(plan.copies()).extracting(PlannedCopy::target).containsExactly("00208", "00200");
    }

    /** Negative control: the larger targets are not spared where there is no other, and then they are missing. */
    @Test
    void smallVolumesTakeLargeTargetsWhereThePoolHasNoOther() throws Exception {
        CopyPolicy onlyLarge =
                CopyPolicy.builder().method("clone").targetPool("00200-00207").build();
        CopyGroup small = Groups.of("ZSMALL01", "00100", "00101");
        Runs.established(blade, small, onlyLarge);

        CopyPlan large = Runs.plan(blade, large(), onlyLarge);
        assertThat(Runs.errors(large.findings()))
                .containsExactly(
                        "there is no free target for volume 00116", "there is no free target for volume 00117");
    }

    @Test
    void fixedTargetThatIsSmallerThanItsSource_isRefused_andALargerOneIsWarnedOf() throws Exception {
        CopyPolicy smaller = CopyPolicy.builder()
                .method("clone")
                .targets(List.of("00110:00208"))
                .build();
        CopyPolicy larger = CopyPolicy.builder()
                .method("clone")
                .targets(List.of("00100:00200"))
                .build();

        assertThat(Runs.plan(blade, Groups.of("ZSMALL01", "00110"), smaller).findings())
                .contains(BladeFinding.error(
                                "m00110",
                                "target 00208 is CKD-3390 of 1 cylinders, its source CKD-3390 of 2",
                                "name a target of the same type, and at least as large")
                        .about(Topic.FIT));
        CopyPlan plan = Runs.plan(blade, Groups.of("ZSMALL01", "00100"), larger);
        assertThat(plan.isPossible()).isTrue();
        assertThat(plan.findings())
                .extracting(BladeFinding::text)
                .containsExactly(
                        "target 00200 is larger than its source: whether it can be copied back is (unconfirmed)");
    }

    @Test
    void volumesOfTheUndoPool_areNoTargets_alsoWhereThePoolsOverlap() throws Exception {
        CopyGroup one = Groups.of("ZSMALL01", "00100");
        CopyPolicy overlapping = CopyPolicy.builder()
                .method("clone")
                .targetPool("00208-0020B")
                .reservedPool("00208-00209,0020B")
                .build();
        CopyPolicy whole = CopyPolicy.builder()
                .method("clone")
                .targetPool("00208-0020B")
                .reservedPool("00200-002FF")
                .build();
        CopyPolicy pair = CopyPolicy.builder()
                .method("clone")
                .targets(List.of("00100:00209"))
                .reservedPool("00209")
                .build();

        assertThat(Runs.plan(blade, one, overlapping).copies())
                .extracting(PlannedCopy::target)
                .containsExactly("0020A");
        assertThat(Runs.errors(Runs.plan(blade, one, whole).findings()))
                .containsExactly("there is no free target for volume 00100");
        assertThat(Runs.errors(Runs.plan(blade, one, pair).findings()))
                .containsExactly("target 00209 is reserved for undo copies");
    }

    private static CopyGroup large() {
        List<String> volumes =
                IntStream.range(0x110, 0x118).mapToObj("%05X"::formatted).toList();
        return Groups.of("ZLARGE01", volumes.toArray(String[]::new));
    }
}
