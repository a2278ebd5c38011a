package org.copyblade.lab.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a relation that is open costs the writes to its source: the first write to a track pays, the next do not. */
class WriteOverheadTest {
    private static final int ROUNDS = 60;

    @TempDir
    private Path home;

    @Test
    void openRelation_costsTheFirstWriteToATrackOnly() throws Exception {
        try (SmallLab lab = SmallLab.open(home, "")) {
            double alone = 0;
            double first = 0;
            double again = 0;
            for (int round = 0; round < ROUNDS; round++) {
                alone += write(lab);
                lab.system()
                        .establish(
                                List.of(PairRequest.ofVolumes("1000", "1001")),
                                EnumSet.of(CopyOption.PERSISTENT, CopyOption.NO_BACKGROUND_COPY));
                first += write(lab);
                again += write(lab);
                assertThat(lab.system().relation("1000", "1001").orElseThrow().outOfSyncTracks())
                        .isZero();
                lab.system().withdraw(lab.system().relations());
            }
            System.out.printf(
                    "figure: write of a track %.0f us, first under an open relation %.0f us, later ones %.0f us%n",
                    alone / ROUNDS, first / ROUNDS, again / ROUNDS);
        }
    }

    /** Microseconds for a track, over all tracks. */
    private static double write(SmallLab lab) throws Exception {
        byte[] content = new byte[Emulation.FB.trackBytes()];
        content[1] = 1;
        HostVolume volume = lab.host("1000");
        long before = System.nanoTime();
        for (int track = 0; track < SmallLab.TRACKS; track++) {
            volume.write(track, content);
        }
        return (System.nanoTime() - before) / 1e3 / SmallLab.TRACKS;
    }
}
