package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
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
        CopyGroup small = Runs.group("ZSMALL01", "00100", "00101");
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
        CopyPlan plan = Runs.plan(blade, Runs.group("ZMIXED01", "00100", "00110"), CLONE);

        assertThat(plan.copies()).extracting(PlannedCopy::target).containsExactly("00208", "00200");
    }

    /** Negative control: the larger targets are not spared where there is no other, and then they are missing. */
    @Test
    void smallVolumesTakeLargeTargetsWhereThePoolHasNoOther() throws Exception {
        CopyPolicy onlyLarge =
                CopyPolicy.builder().method("clone").targetPool("00200-00207").build();
        CopyGroup small = Runs.group("ZSMALL01", "00100", "00101");
        Runs.established(blade, small, onlyLarge);

        CopyPlan large = Runs.plan(blade, large(), onlyLarge);
        assertThat(Runs.errors(large.findings()))
                .containsExactly(
                        "there is no free target for volume 00116", "there is no free target for volume 00117");
    }

    private static CopyGroup large() {
        List<String> volumes =
                IntStream.range(0x110, 0x118).mapToObj("%05X"::formatted).toList();
        return Runs.group("ZLARGE01", volumes.toArray(String[]::new));
    }
}
