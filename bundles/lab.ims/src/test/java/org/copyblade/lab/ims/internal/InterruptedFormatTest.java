package org.copyblade.lab.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.copyblade.lab.ims.Cases;
import org.copyblade.lab.zos.DataSets;
import org.junit.jupiter.api.Test;

/** A group that is made, and dies before it is done, is made again. */
class InterruptedFormatTest {
    /** Odd, because tables of contents and catalog are written in turns. */
    private static final int STEP = Cases.repetitions(1, 18);

    @Test
    void afterAnyWriteToATableOfContentsOrCatalog_itIsMadeCompletely() throws Exception {
        List<Map<String, MemoryVolume>> remains = new ArrayList<>();
        Map<String, MemoryVolume> volumes = SimulatedGroup.blank();
        volumes.forEach((volser, volume) -> volume.watchedBy(track -> {
            if (MemoryImage.isOfSpace(volser, track)) {
                remains.add(copy(volumes));
            }
        }));
        SimulatedGroup.format(volumes, MemoryImage::catalogued);
        assertThat(remains).hasSizeGreaterThan(50);
        Map<String, List<String>> wanted = contents(volumes);
        for (int death = 0; death < remains.size(); death += STEP) {
            SimulatedGroup.format(remains.get(death), MemoryImage::catalogued);
            assertThat(contents(remains.get(death)))
                    .as("died after write " + (death + 1))
                    .isEqualTo(wanted);
        }
    }

    private static Map<String, MemoryVolume> copy(Map<String, MemoryVolume> volumes) {
        Map<String, MemoryVolume> copy = new TreeMap<>();
        volumes.forEach((volser, volume) -> copy.put(volser, volume.copy()));
        return copy;
    }

    /** Data sets of each volume, each with its catalog. */
    private static Map<String, List<String>> contents(Map<String, MemoryVolume> volumes) throws Exception {
        DataSets dataSets = MemoryImage.dataSets(SimulatedGroup.hosts(volumes));
        assertThat(dataSets.inconsistencies()).isEmpty();
        Map<String, List<String>> contents = new TreeMap<>();
        for (String volser : volumes.keySet()) {
            contents.put(
                    volser,
                    dataSets.onVolume(volser).stream()
                            .map(it -> it.name() + " in " + it.catalog())
                            .toList());
        }
        return contents;
    }
}
