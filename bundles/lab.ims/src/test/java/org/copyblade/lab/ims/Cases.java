package org.copyblade.lab.ims;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How much of itself a test of many cases does: a sample, with {@code -Pmatrix} all of them, and with {@code
 * -Dcopyblade.matrix.parts=3} besides a third of them. Which third turns with the time of the run; it is printed, and {@code
 * -Dcopyblade.matrix.part} takes it again.
 */
public final class Cases {
    private static final boolean MATRIX = Boolean.getBoolean("copyblade.matrix");
    private static final int PARTS = Integer.getInteger("copyblade.matrix.parts", 1);
    private static final int PART = Math.floorMod(
            Integer.getInteger("copyblade.matrix.part", (int) Instant.now().getEpochSecond()), PARTS);

    private Cases() {}

    /** Seeds from 1 on, of so many in all or in the sample. */
    public static List<Long> seeds(int all, int sample) {
        if (!MATRIX) {
            return LongStream.rangeClosed(1, sample).boxed().toList();
        }
        if (PARTS > 1) {
            System.out.println("figure: seeds of part " + PART + " of " + PARTS + ", -Dcopyblade.matrix.part=" + PART);
        }
        return LongStream.rangeClosed(1, all)
                .filter(seed -> seed % PARTS == PART)
                .boxed()
                .toList();
    }

    /** The same where so many of all have to be found: a part of them would decide by chance, so it is never a part. */
    public static List<Long> allSeeds(int all, int sample) {
        return LongStream.rangeClosed(1, MATRIX ? all : sample).boxed().toList();
    }

    /** Repetitions that no seed tells apart. */
    public static int repetitions(int all, int sample) {
        return MATRIX ? (all + PARTS - 1) / PARTS : sample;
    }
}
