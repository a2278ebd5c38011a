package org.copyblade.zosmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.copyblade.zosmf.Completion.Kind;
import org.copyblade.zosmf.ZosmfException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {

    private static final String DONE = "{\"jobid\":\"JOB00042\",\"jobname\":\"COPY1\",\"owner\":\"STGADM\","
            + "\"status\":\"OUTPUT\",\"class\":\"A\",\"retcode\":\"CC 0004\",\"phase-name\":\"on the queue\","
            + "\"job-correlator\":\"J0000042SY1.....E0A1B2C3.......:\"}";
    private static final JobRef JOB = JobRef.of("J0000042SY1.....E0A1B2C3.......:");
    private static final String PATH = "/restjobs/jobs/J0000042SY1.....E0A1B2C3.......%3A";

    @TempDir
    Path directory;

    private ScriptedZosmf zosmf;
    private Zosmf client;

    @BeforeEach
    void start() throws Exception {
        zosmf = ScriptedZosmf.start(directory);
        client = zosmf.client();
    }

    @AfterEach
    void stop() {
        client.close();
        zosmf.close();
    }

    private static ZosmfCall call() {
        return ZosmfCall.within(Duration.ofSeconds(20));
    }

    @Test
    void aJobIsFoundByItsCorrelator() throws Exception {
        zosmf.on("GET " + PATH, 200, DONE);

        Job job = client.jobs().await(JOB, Pace.QUICK, call());

        assertThat(job.ref()).isEqualTo(JOB);
        assertThat(job.completion()).contains(new Completion(Kind.CODE, 4, "CC 0004"));
        assertThat(job.ended()).isTrue();
    }

    @Test
    void aJobWithoutReturnCodeHasNotEnded() {
        zosmf.on("GET " + PATH, 200, DONE.replace("\"CC 0004\"", "null"));

        assertThatThrownBy(() -> client.jobs().await(JOB, Pace.QUICK, callUntilAsked(3)))
                .isInstanceOfSatisfying(
                        ZosmfException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LATE))
                .hasMessageContaining("job COPY1 JOB00042 has not ended in time, it is OUTPUT");
        assertThat(zosmf.seen()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aCallThatEndsWithinAQuestionTellsWhatWasLastSeen() {
        zosmf.onceOn("GET " + PATH, 200, DONE.replace("\"CC 0004\"", "null"));

        assertThatThrownBy(() -> client.jobs().await(JOB, Pace.QUICK, callUntilAsked(2)))
                .isInstanceOfSatisfying(
                        ZosmfException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LATE))
                .hasMessageContaining("job COPY1 JOB00042 has not ended in time, it is OUTPUT");
    }

    /** Over as soon as the server was asked so often. */
    private ZosmfCall callUntilAsked(int times) {
        return ZosmfCall.within(Duration.ofSeconds(60), () -> zosmf.seen().size() >= times);
    }

    @Test
    void aPurgedJobIsGone() {
        zosmf.on(
                "GET " + PATH,
                400,
                "{\"category\":6,\"rc\":4,\"reason\":10,\"message\":\"No job found for reference: 'COPY1(JOB00042)'\"}");

        assertThatThrownBy(() -> client.jobs().status(JOB, call()))
                .isInstanceOfSatisfying(
                        ZosmfException.class, e -> assertThat(e.reason()).isEqualTo(Reason.GONE));
    }

    @Test
    void aSubmitThatNamesNoJobIsUnknown() {
        zosmf.on("PUT /restjobs/jobs", 201, "{}");

        assertThatThrownBy(() -> client.jobs().submit("//COPY1 JOB", call()))
                .isInstanceOfSatisfying(
                        ZosmfException.class, e -> assertThat(e.maybeDone()).isTrue());
    }

    @Test
    void aListShowsJobsOfAnyOwner() throws Exception {
        zosmf.on("GET /restjobs/jobs?owner=*&prefix=COPY1&max-jobs=1000", 200, "[" + DONE + "]");

        assertThat(client.jobs().list(JobFilter.named("COPY1"), call())).hasSize(1);
    }

    @Test
    void spoolIsReadByFileAndRange() throws Exception {
        zosmf.on(
                "GET " + PATH + "/files",
                200,
                "[{\"id\":102,\"ddname\":\"SYSPRINT\",\"stepname\":\"COPY\",\"procstep\":null,\"byte-count\":3120,"
                        + "\"record-count\":41}]");
        zosmf.on("GET " + PATH + "/files/102/records", 200, "ADR012I\n");

        assertThat(client.jobs().files(JOB, call()))
                .isEqualTo(List.of(new SpoolFile(102, "SYSPRINT", "COPY", 3120, 41)));
        assertThat(client.jobs().records(JOB, 102, call())).isEqualTo("ADR012I\n");
        assertThat(client.jobs().records(JOB, 102, 0, 100, call())).isEqualTo("ADR012I\n");
    }

    @Test
    void holdReleaseCancelAndPurgeAreConfirmedByFeedback() throws Exception {
        zosmf.on("PUT " + PATH, 200, "{\"jobid\":\"JOB00042\",\"status\":\"0\"}");
        zosmf.on("DELETE " + PATH, 200, "{\"jobid\":\"JOB00042\",\"status\":\"0\"}");

        client.jobs().hold(JOB, call());
        client.jobs().release(JOB, call());
        client.jobs().cancel(JOB, call());
        client.jobs().purge(JOB, call());

        assertThat(zosmf.seen())
                .containsExactly(
                        "PUT " + PATH + " {\"request\":\"hold\",\"version\":\"2.0\"}",
                        "PUT " + PATH + " {\"request\":\"release\",\"version\":\"2.0\"}",
                        "PUT " + PATH + " {\"request\":\"cancel\",\"version\":\"2.0\"}",
                        "DELETE " + PATH);
    }

    @Test
    void aChangeThatTheFeedbackRefusesIsAnError() {
        zosmf.on("PUT " + PATH, 200, "{\"status\":\"4\",\"internal-code\":\"156\",\"message\":\"not allowed\"}");

        assertThatThrownBy(() -> client.jobs().release(JOB, call()))
                .isInstanceOfSatisfying(
                        ZosmfException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .hasMessage("cannot release job J0000042SY1.....E0A1B2C3.......:: not allowed, code 156");
    }

    @Test
    void everyDocumentedReturnCodeIsUnderstood() {
        assertThat(Completion.of("CC 0012").atMost(8)).isFalse();
        assertThat(Completion.of("CC 0008").atMost(8)).isTrue();
        assertThat(Completion.of("ABEND S0C4").kind()).isEqualTo(Kind.ABEND);
        assertThat(Completion.of("ABENDU0778").kind()).isEqualTo(Kind.ABEND);
        assertThat(Completion.of("JCL ERROR").kind()).isEqualTo(Kind.JCL_ERROR);
        assertThat(Completion.of("CONV ERROR").kind()).isEqualTo(Kind.JCL_ERROR);
        assertThat(Completion.of("CANCELED").kind()).isEqualTo(Kind.CANCELED);
        assertThat(Completion.of("SEC ERROR").kind()).isEqualTo(Kind.SECURITY);
        assertThat(Completion.of("SYS FAIL").kind()).isEqualTo(Kind.SYSTEM_FAILED);
        assertThat(Completion.of("something new").kind()).isEqualTo(Kind.OTHER);
        assertThat(Completion.of("something new").atMost(4095)).isFalse();
    }
}
