package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What this process, the platform's own, has used so far. Subtract two to know what work in between has cost; nothing else
 * may run in the process meanwhile.
 *
 * @param processorTime of all its threads and of the programs it has started that have ended; in steps of 10 ms
 * @param bytes read and written by its system calls, whether or not a disk was touched
 */
record ProcessCost(Duration processorTime, long bytes) {

    private static final int FIRST_TIME_FIELD = 11;
    private static final int TIME_FIELDS = 4;
    private static final int MILLIS_PER_TICK = 10;

    static ProcessCost now() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        // User and system time, of the process and of its children; counted behind the name, which may hold blanks.
        long ticks = Arrays.stream(stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                .skip(FIRST_TIME_FIELD)
                .limit(TIME_FIELDS)
                .mapToLong(Long::parseLong)
                .sum();
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/io"))) {
            long bytes = lines.filter(line -> line.startsWith("rchar:") || line.startsWith("wchar:"))
                    .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                    .sum();
            return new ProcessCost(Duration.ofMillis(ticks * MILLIS_PER_TICK), bytes);
        }
    }

    ProcessCost since(ProcessCost before) {
        return new ProcessCost(processorTime.minus(before.processorTime), bytes - before.bytes);
    }
}
