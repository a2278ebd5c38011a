package org.copyblade.demo.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.lab.array.ArraySeed;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.VolumeSeed;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static ArraySeed sample() throws Exception {
        return SeedFile.read(Path.of("..", "..", "config", "lab.ims.seed.toml"));
    }

    private static List<String> volumes(ArraySeed seed, Storage storage) {
        return seed.systems().stream()
                .filter(system -> system.serial().equals(storage.serial()))
                .flatMap(system -> system.volumes().stream())
                .map(VolumeSeed::id)
                .toList();
    }

    @Test
    void targetsAreBesideTheirSources_andNoVolumeIsLostOrThereTwice() throws Exception {
        ArraySeed spread = Placement.EVERYWHERE.of(sample());
        assertThat(spread.systems())
                .extracting(SystemSeed::serial)
                .containsExactly("75IMS01", "75IMS02", "123456", "000197900001");
        assertThat(volumes(spread, Storage.VSP))
                .containsExactlyInAnyOrder("0200", "0201", "0210", "0211", "0220", "0221", "0230", "0231");
        assertThat(volumes(spread, Storage.FAR_DS8000))
                .containsExactlyInAnyOrder("0102", "0112", "0122", "0132", "0312", "0322", "0332");
        int before = sample().systems().get(0).volumes().stream()
                .mapToInt(VolumeSeed::count)
                .sum();
        assertThat(spread.systems().stream()
                        .flatMap(system -> system.volumes().stream())
                        .map(VolumeSeed::id)
                        .distinct())
                .hasSize(before);
    }

    @Test
    void onTheDs8000_thereIsNothingElse() throws Exception {
        assertThat(Placement.on(Storage.DS8000).of(sample()).systems())
                .extracting(SystemSeed::serial)
                .containsExactly("75IMS01");
    }

    @Test
    void eachVendorIsToldOfItsOwnVolumes_asItWritesThem() {
        LabEndpoints endpoints = new LabEndpoints(
                new ImsLabConfiguration(1, 2, "00", Path.of("password")),
                Placement.EVERYWHERE,
                Map.of(Storage.VSP, 3, Storage.POWERMAX, 4),
                Map.of("IMSLG1", "0100", "IMSDB1", "0200", "IMSDB2", "0201", "IMSDB3", "0202"));
        assertThat(endpoints.shadowImage())
                .containsEntry("port", "3")
                .containsEntry("volsers", "IMSDB1=512,IMSDB2=513")
                .containsEntry("target.volumes", "528,544,560,529,545,561");
        assertThat(endpoints.timeFinder()).containsEntry("port", "4").containsEntry("volsers", "IMSDB3=00202");
        assertThat(endpoints.dfsmsdss()).containsEntry("units", "01=4100,03=4300");
        assertThat(endpoints.flashCopy()).containsEntry("restore.mode", "fast").containsEntry("port", "2");
    }

    @Test
    void volumesAreFoundAgainByWhatBladesCallThem() {
        assertThat(Technology.SHADOWIMAGE.volume().apply("528")).isEqualTo("0210");
        assertThat(Technology.TIMEFINDER.volume().apply("00202")).isEqualTo("0202");
    }
}
