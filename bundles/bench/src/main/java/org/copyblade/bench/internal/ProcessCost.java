package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.copyblade.demo.fixture.ProcessorClock;

/**
 * What this process, the platform's own, has used so far. Subtract two to know what work in between has cost; nothing else
 * may run in the process meanwhile.
 *
 * @param processorTime of all its threads and of the programs it has started that have ended
 * @param bytes read and written by the system calls of both, whether or not a disk was touched
 */
record ProcessCost(Duration processorTime, long bytes) {

    static ProcessCost now() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/io"))) {
            long bytes = lines.filter(line -> line.startsWith("rchar:") || line.startsWith("wchar:"))
                    .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                    .sum();
            return new ProcessCost(ProcessorClock.now(), bytes);
        }
    }

    ProcessCost since(ProcessCost before) {
        return new ProcessCost(processorTime.minus(before.processorTime), bytes - before.bytes);
    }
}
