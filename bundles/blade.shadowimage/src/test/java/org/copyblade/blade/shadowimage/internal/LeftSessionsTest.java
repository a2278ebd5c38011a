package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.shadowimage.internal.rest.KeptSessions;
import org.copyblade.blade.spi.BladeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die one after the other, and the table of the storage, which has room for 64 sessions. */
class LeftSessionsTest {

    private static final int DEATHS = 100;

    @TempDir
    Path directory;

    private Laboratory laboratory;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory);
    }

    @AfterEach
    void stop() throws Exception {
        laboratory.close();
    }

    @Test
    void aHundredDeathsLeaveOneSession() throws Exception {
        Path file = directory.resolve("sessions");
        Stranger stranger = new Stranger(laboratory);
        for (int death = 0; death < DEATHS; death++) {
            usedAndKilled(KeptSessions.in(file));
        }

        assertThat(stranger.sessions())
                .as("the stranger's, and that of the last one")
                .hasSize(2);
        try (Endpoint last = new Endpoint(laboratory.settings(), KeptSessions.in(file))) {
            last.array().storageId(Runs.soon());
        }
        assertThat(stranger.sessions()).as("the stranger's").hasSize(1);
        assertThat(Files.readString(file)).isEmpty();
    }

    /** The control. */
    @Test
    void aHundredDeathsOfWhichNothingIsKeptFillTheTable() throws Exception {
        ShadowImageBlade refused = laboratory.blade();
        for (int death = 0; death < 64; death++) {
            usedAndKilled(KeptSessions.none());
        }

        BladeException full = catchThrowableOfType(BladeException.class, () -> refused.list(Runs.POLICY, Runs.soon()));
        assertThat(full.code()).isEqualTo("SHADOWIMAGE-SESSIONS");
    }

    /** A number may be given again: whose session it is now is looked at first. */
    @Test
    void aSessionOfAnotherUserIsNotEnded() throws Exception {
        Stranger other = new Stranger(laboratory, "other", "secret");
        Path file = Files.writeString(directory.resolve("sessions"), other.session() + "\n9999\nno number\n");
        try (Endpoint endpoint = new Endpoint(laboratory.settings(), KeptSessions.in(file))) {
            endpoint.array().storageId(Runs.soon());
            assertThat(other.sessions()).hasSize(2);
        }
        assertThat(other.sessions()).hasSize(1);
        assertThat(Files.readString(file)).isEmpty();
    }

    /** As a process does that is killed: it ends no session. */
    private void usedAndKilled(KeptSessions kept) throws Exception {
        Endpoint endpoint = new Endpoint(laboratory.settings(), kept);
        endpoint.array().storageId(Runs.soon());
        endpoint.retire();
    }
}
