package org.copyblade.lab.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand pairs are established without copying their data, in one commit. */
class EstablishTimeTest {
    private static final String SEED =
            """
            [[systems]]
            serial = "75LAB01"
            name = "large"
            background_tracks_per_second = 0
            users = [{ name = "admin", password = "secret" }]
            pools = [{ id = "P1", name = "ckd", type = "ckd", capacity_mib = 10000000 }]
            subsystems = [%s]
            volumes = [%s]
            """;

    @TempDir
    private Path home;

    @Test
    void thousandPairs_takeASecondAtMost() throws Exception {
        List<String> subsystems = new ArrayList<>();
        List<String> volumes = new ArrayList<>();
        List<PairRequest> pairs = new ArrayList<>();
        for (int subsystem = 0; subsystem < 10; subsystem++) {
            subsystems.add("{ id = \"%02X\", type = \"ckd\", ssid = \"FF00\" }".formatted(subsystem));
            volumes.add("{ id = \"%02X00\", count = 200, cylinders = 2, pool = \"P1\" }".formatted(subsystem));
            for (int number = 0; number < 100; number++) {
                pairs.add(PairRequest.ofVolumes(
                        "%02X%02X".formatted(subsystem, number), "%02X%02X".formatted(subsystem, number + 100)));
            }
        }
        ArraySeed seed = SeedFile.parse(
                SEED.formatted(String.join(",", subsystems), String.join(",", volumes)), "thousand pairs");
        try (VirtualArray array = VirtualArray.open(home, seed)) {
            StorageSystem system = array.systems().get(0);
            EnumSet<CopyOption> options =
                    EnumSet.of(CopyOption.PERSISTENT, CopyOption.FREEZE, CopyOption.RECORD_CHANGES);
            Took first =
                    timed(() -> assertThat(system.establish(pairs, options)).allMatch(PairResult::established));
            system.thaw(List.of("00", "01", "02", "03", "04", "05", "06", "07", "08", "09"));
            system.backgroundTracksPerSecond(1_000_000);
            while (system.relations().stream().anyMatch(it -> it.outOfSyncTracks() > 0)) {
                Thread.sleep(10);
            }
            Took again =
                    timed(() -> assertThat(system.establish(pairs, options)).allMatch(PairResult::established));
            System.out.printf(
                    "figure: establish of 1,000 pairs %.0f ms, the same again with change recording %.0f ms%n",
                    first.ms(), again.ms());
            assertThat(first.processorMs()).as("ms").isLessThan(1000);
            assertThat(again.processorMs()).as("ms").isLessThan(1000);
        }
    }

    private interface Work {
        void run() throws ArrayException;
    }

    /** What others do on this machine counts in the first only. */
    private record Took(double ms, double processorMs) {}

    private static Took timed(Work work) throws ArrayException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long processor = threads.getCurrentThreadCpuTime();
        long before = System.nanoTime();
        work.run();
        long after = System.nanoTime();
        return new Took((after - before) / 1e6, (threads.getCurrentThreadCpuTime() - processor) / 1e6);
    }
}
