package org.copyblade.blade.shadowimage.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of sessions outlives the process, and a login inside a window waits for no disk. */
class KeptSessionsTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("sessions");
    }

    @Test
    void sessionIsWrittenOnlyWhenThatIsAskedFor() {
        KeptSessions sessions = KeptSessions.in(file);
        sessions.begun(7);
        sessions.begun(8);
        sessions.ended(7);
        assertThat(file).doesNotExist();

        sessions.keep();
        assertThat(KeptSessions.in(file).takeLeft()).containsExactly(8);
    }

    @Test
    void oneThatCouldNotBeEnded_staysKnown() {
        KeptSessions dead = KeptSessions.in(file);
        dead.begun(7);
        dead.keep();
        KeptSessions next = KeptSessions.in(file);
        next.takeLeft().forEach(next::giveBack);
        next.begun(9);
        next.keep();

        assertThat(KeptSessions.in(file).takeLeft()).containsExactly(7, 9);
    }
}
