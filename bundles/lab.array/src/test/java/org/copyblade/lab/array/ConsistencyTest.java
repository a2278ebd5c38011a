package org.copyblade.lab.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A writer writes n to one volume after the other and then n+1: in a copy that is consistent no volume is ahead of the one
 * before it. A freeze makes it so over many volumes, and so does one instant; nothing else does.
 */
class ConsistencyTest {
    private static final int COPIES = Boolean.getBoolean("copyblade.matrix") ? 1_000 : 40;
    private static final int TRIES = 2_000;
    private static final int VOLUMES = 8;

    @TempDir
    private Path home;

    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;

    @Test
    void copiesUnderAFreeze_areConsistent() throws Exception {
        assertThat(brokenCopies(
                        EnumSet.of(CopyOption.PERSISTENT, CopyOption.NO_BACKGROUND_COPY, CopyOption.FREEZE),
                        COPIES,
                        COPIES))
                .isZero();
    }

    @Test
    void copiesAtOneInstant_areConsistent() throws Exception {
        assertThat(brokenCopies(
                        EnumSet.of(CopyOption.PERSISTENT, CopyOption.NO_BACKGROUND_COPY, CopyOption.ONE_INSTANT),
                        COPIES,
                        COPIES))
                .isZero();
    }

    @Test
    void copiesWithoutAFreeze_areFoundBroken() throws Exception {
        assertThat(brokenCopies(EnumSet.of(CopyOption.PERSISTENT, CopyOption.NO_BACKGROUND_COPY), TRIES, 1))
                .isPositive();
    }

    /** Makes so many copies while the writer writes, or until enough of them are broken. */
    private int brokenCopies(Set<CopyOption> options, int copies, int enough) throws Exception {
        int broken = 0;
        try (SmallLab lab = SmallLab.open(home, "")) {
            Thread writer = new Thread(() -> write(lab), "dependent-writer");
            writer.start();
            for (int copy = 0; copy < copies && broken < enough; copy++) {
                StorageSystem system = lab.system();
                assertThat(system.establish(pairs(), options)).allMatch(PairResult::established);
                system.thaw(List.of("10"));
                broken += isBroken(lab) ? 1 : 0;
                system.withdraw(system.relations());
            }
            stopped = true;
            writer.join();
        }
        assertThat(failure.get()).isNull();
        return broken;
    }

    private void write(SmallLab lab) {
        try {
            for (int number = 1; !stopped; number++) {
                byte[] content =
                        ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
                for (int volume = 0; volume < VOLUMES; volume++) {
                    lab.host(source(volume)).write(1, content);
                }
            }
        } catch (ArrayException | InterruptedException cause) {
            failure.set(cause);
        }
    }

    private static List<PairRequest> pairs() {
        List<PairRequest> pairs = new ArrayList<>();
        for (int volume = 0; volume < VOLUMES; volume++) {
            pairs.add(PairRequest.ofVolumes(source(volume), target(volume)));
        }
        return pairs;
    }

    private static boolean isBroken(SmallLab lab) throws ArrayException {
        int first = LabWriter.number(lab, target(0), 1);
        int before = first;
        for (int volume = 1; volume < VOLUMES; volume++) {
            int number = LabWriter.number(lab, target(volume), 1);
            if (number > before || number < first - 1) {
                return true;
            }
            before = number;
        }
        return false;
    }

    private static String source(int volume) {
        return String.format("10%02X", volume);
    }

    private static String target(int volume) {
        return String.format("10%02X", VOLUMES + volume);
    }
}
