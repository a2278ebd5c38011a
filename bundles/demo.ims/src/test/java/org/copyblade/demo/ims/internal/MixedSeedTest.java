package org.copyblade.demo.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.copyblade.lab.array.ArraySeed;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.SystemSeed;
import org.junit.jupiter.api.Test;

/** The sample of a mixed laboratory holds what the mixed demo shows, so that neither can go its own way. */
class MixedSeedTest {

    @Test
    void sampleOfAMixedLaboratory_isTheSampleOfAnIms_spreadAsInTheDemo() throws Exception {
        ArraySeed demo = Placement.EVERYWHERE.of(seed("lab.ims.seed.toml"));
        ArraySeed sample = seed("lab.mixed.seed.toml");

        assertThat(sample.hosts()).isEqualTo(demo.hosts());
        assertThat(sample.faults()).isEqualTo(demo.faults());
        assertThat(sample.systems())
                .extracting(MixedSeedTest::withoutVolumes)
                .isEqualTo(demo.systems().stream()
                        .map(MixedSeedTest::withoutVolumes)
                        .toList());
        assertThat(sample.systems())
                .extracting(MixedSeedTest::volumes)
                .isEqualTo(demo.systems().stream().map(MixedSeedTest::volumes).toList());
    }

    private static ArraySeed seed(String name) throws Exception {
        return SeedFile.read(Path.of("..", "..", "config", name));
    }

    private static String withoutVolumes(SystemSeed system) {
        return new SystemSeed(
                        system.serial(),
                        system.name(),
                        system.bundle(),
                        system.cascading(),
                        system.multipleIncremental(),
                        system.reversePair(),
                        system.backgroundTracksPerSecond(),
                        system.maximumTargets(),
                        system.tokenIdleMs(),
                        system.users(),
                        system.pools(),
                        system.subsystems(),
                        List.of(),
                        system.maximumSnapshots(),
                        system.groups())
                .toString();
    }

    /** One line each, whether they are listed one by one or by a count. */
    private static List<String> volumes(SystemSeed system) {
        return system.volumes().stream()
                .flatMap(volumes -> IntStream.range(0, volumes.count())
                        .mapToObj(index -> String.join(
                                " ",
                                volumes.idOf(index),
                                volumes.nameOf(index),
                                volumes.volserOf(index),
                                volumes.cylinders() + " cylinders in",
                                volumes.pool())))
                .sorted()
                .toList();
    }
}
