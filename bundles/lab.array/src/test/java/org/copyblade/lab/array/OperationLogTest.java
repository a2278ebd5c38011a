package org.copyblade.lab.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationLogTest {

    @TempDir
    private Path directory;

    @Test
    void halfACharacterOfARequest_takesNothingElseFromTheLog() throws Exception {
        Path file = directory.resolve("operations.log");
        try (OperationLog log = new OperationLog(file)) {
            log.add("one", log.nextRequest(), Step.values()[0], "GET", "/volumes/\ud800");
            log.add("one", log.nextRequest(), Step.values()[0], "GET", "/volumes/0100");
        }

        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(Files.readString(file)).contains("/volumes/?").endsWith("/volumes/0100\n");
    }
}
