package org.copyblade.lab.ims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.PairResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of the virtual array, made while threads of two members write to it. */
class LiveGroupTest {
    private static final int COPIES = Cases.repetitions(500, 4);
    private static final Set<CopyOption> PLAIN = EnumSet.of(CopyOption.PERSISTENT, CopyOption.NO_BACKGROUND_COPY);
    private static final Set<CopyOption> FREEZE =
            EnumSet.of(CopyOption.PERSISTENT, CopyOption.NO_BACKGROUND_COPY, CopyOption.FREEZE);

    @TempDir
    private Path home;

    @Test
    void frozenCopies_areNeverRejected() throws Exception {
        try (LiveGroup live = working()) {
            for (int copy = 0; copy < COPIES; copy++) {
                List<Evidence.Acknowledged> acknowledged = live.plex().acknowledged();
                Map<String, Long> before = live.plex().logEnds();
                establish(live, FREEZE);
                live.system().thaw(List.of("01"));
                Map<String, Evidence.LogRange> ends = new HashMap<>();
                before.forEach((imsid, lsn) -> ends.put(imsid, new Evidence.LogRange(lsn, Long.MAX_VALUE)));
                assertClean(live, new Evidence(true, ends, acknowledged), copy);
                live.work(20);
            }
            System.out.println("figure: " + COPIES + " copies of a live group under a freeze, 0 rejected");
        }
    }

    @Test
    void suspendedCopies_areNeverRejected() throws Exception {
        try (LiveGroup live = working()) {
            for (int copy = 0; copy < COPIES; copy++) {
                List<Evidence.Acknowledged> acknowledged = live.plex().acknowledged();
                Map<String, Evidence.LogRange> ends = live.plex().suspend(2_000);
                establish(live, PLAIN);
                boolean inForce = live.plex().resume();
                assertClean(live, new Evidence(inForce, ends, acknowledged), copy);
                live.work(20);
            }
            System.out.println("figure: " + COPIES + " copies of a live group that was suspended, 0 rejected");
        }
    }

    @Test
    void fuzzyCopies_areFound() throws Exception {
        try (LiveGroup live = working()) {
            int found = 0;
            for (int copy = 0; copy < 20 && found < 3; copy++) {
                for (var pair : live.pairs()) {
                    assertThat(live.system().establish(List.of(pair), PLAIN)).allMatch(PairResult::established);
                    live.work(5);
                }
                found +=
                        ImsPlex.check(live.copies(), "BANKPRD", Evidence.none()).isClean() ? 0 : 1;
                live.system().withdraw(live.system().relations());
            }
            assertThat(found).isGreaterThanOrEqualTo(3);
        }
    }

    private LiveGroup working() throws Exception {
        LiveGroup live = LiveGroup.open(home);
        live.plex().startAll();
        live.plex().startWork();
        live.work(50);
        return live;
    }

    private static void establish(LiveGroup live, Set<CopyOption> options) throws Exception {
        assertThat(live.system().establish(live.pairs(), options)).allMatch(PairResult::established);
    }

    private static void assertClean(LiveGroup live, Evidence evidence, int copy) throws Exception {
        CheckReport report = ImsPlex.check(live.copies(), "BANKPRD", evidence);
        assertThat(report.findings()).as("copy " + copy + ", " + report.facts()).isEmpty();
        live.system().withdraw(live.system().relations());
    }
}
