package org.copyblade.bench.internal;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a reader of the figures must know of when and where they were measured. */
final class Surroundings {

    private Surroundings() {}

    static String describe(String commit) {
        return "Measured on " + LocalDate.now(ZoneOffset.UTC) + " at commit " + commit + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, kernel " + System.getProperty("os.version")
                + " on " + System.getProperty("os.arch") + ", Java "
                + Runtime.version().feature() + ".";
    }
}
