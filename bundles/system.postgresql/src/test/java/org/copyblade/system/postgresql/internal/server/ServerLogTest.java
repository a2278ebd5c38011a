package org.copyblade.system.postgresql.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenSinceAMoment_isRead() throws Exception {
        Path file = Files.writeString(directory.resolve("log"), "before\n");
        ServerLog log = ServerLog.from(file);
        Files.writeString(
                file, "redo done at 0/1 system usage: CPU: elapsed: 1.25 s\nafter\n", StandardOpenOption.APPEND);

        assertThat(log.text()).startsWith("redo done").endsWith("after\n");
        assertThat(log.redoMillis()).isEqualTo(1250);
        assertThat(log.end()).endsWith("; after");
    }

    /** Put there by the server's user while root starts the server: what it leads to would be shown in the error. */
    @Test
    void whatALinkLeadsTo_isNotRead() throws Exception {
        Path file = directory.resolve("log");
        ServerLog log = ServerLog.from(file);
        Path secret = Files.writeString(directory.resolve("secret"), "of root");
        Files.createSymbolicLink(file, secret);

        assertThat(log.text()).isEmpty();
        assertThat(log.end()).isEmpty();
    }
}
