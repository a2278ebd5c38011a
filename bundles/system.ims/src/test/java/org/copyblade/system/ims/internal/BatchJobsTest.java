package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchJobsTest {

    private static final List<String> NOTICE = List.of(
            "NOTIFY.UIC BATCH DBD(ACCT0001) DDN(ACCTDD1) -",
            "  RUNTIME('2024.123 10:00:00.000000 +00:00') -",
            "  UDATA('COPYBLADE.B7.2024')");

    @TempDir
    Path directory;

    private ScriptedPlex plex;
    private BatchJobs jobs;

    @BeforeEach
    void start() throws Exception {
        plex = ScriptedPlex.start(directory);
        ImsParts parts = plex.parts();
        jobs = new BatchJobs(parts.zosmf(), parts.settings().batch());
    }

    @AfterEach
    void stop() {
        plex.close();
    }

    private static Deadline soon() {
        return Deadline.within(Duration.ofSeconds(2));
    }

    @Test
    void aJobThatGetsNoInitiatorInTime_isCancelledAndPurged_soThatItTellsNothingLater() {
        plex.keepWaiting("NOTIFY.UIC");

        assertThatThrownBy(() -> jobs.dbrcWhateverItSays(NOTICE, soon()))
                .isInstanceOfSatisfying(
                        SystemException.class, e -> assertThat(e.code()).isEqualTo("ZOSMF-TOO-LATE"))
                .hasMessage("cannot change the RECON: job CBIMS001 JOB00001 has not ended in time, it is INPUT;"
                        + " it was cancelled");
        plex.run();

        assertThat(plex.jobs()).isEmpty();
        assertThat(plex.databases()).isEqualTo(Listings.DATABASES);
    }

    @Test
    void aJobWhoseCancelIsNotAnswered_isNamed() {
        plex.keepWaiting("NOTIFY.UIC");
        plex.cancelNothing();

        assertThatThrownBy(() -> jobs.dbrcWhateverItSays(NOTICE, soon()))
                .isInstanceOfSatisfying(SystemException.class, e -> {
                    assertThat(e.code()).isEqualTo("IMS-JOB");
                    assertThat(e.hint()).isEqualTo("cancel job CBIMS001 JOB00001 by hand, before it changes the RECON");
                })
                .hasMessageContaining(
                        "it may run yet, for it is not known to have ended, and the cancel was not answered");
    }

    @Test
    void aJobThatIsNotWantedAnyMore_isEnded_andOneThatEndedMeanwhileIsSaidSo() {
        plex.keepWaiting("NOTIFY.UIC");
        plex.cancelNothing();
        AtomicInteger asked = new AtomicInteger();
        Deadline unwanted = Deadline.within(Duration.ofMinutes(1), () -> {
            // Asked for its state, it has been submitted, and the answer was heard.
            asked.addAndGet((int) plex.taken().stream()
                    .filter(request -> request.startsWith("GET /restjobs/jobs/"))
                    .count());
            boolean enough = asked.get() > 1;
            if (enough) {
                plex.run();
            }
            return enough;
        });

        assertThatThrownBy(() -> jobs.dbrcWhateverItSays(NOTICE, unwanted))
                .hasMessageContaining("; meanwhile it ended with CC 0000");
        assertThat(plex.jobs()).isEmpty();
    }
}
