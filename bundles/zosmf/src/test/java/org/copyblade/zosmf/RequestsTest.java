package org.copyblade.zosmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.Trust;
import org.copyblade.zosmf.ZosmfException.Reason;
import org.copyblade.zosmf.ZosmfException.Recovery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins, certificates, lost answers: what holds for every request. */
class RequestsTest {

    private static final JobRef JOB = JobRef.of("COPY1", "JOB00042");
    private static final String STATUS = "GET /restjobs/jobs/COPY1/JOB00042";
    private static final String ACTIVE = "{\"jobname\":\"COPY1\",\"jobid\":\"JOB00042\",\"status\":\"ACTIVE\"}";

    @TempDir
    Path directory;

    private ScriptedZosmf zosmf;

    @BeforeEach
    void start() throws Exception {
        zosmf = ScriptedZosmf.start(directory);
    }

    @AfterEach
    void stop() {
        zosmf.close();
    }

    private static ZosmfCall call() {
        return ZosmfCall.within(Duration.ofSeconds(20));
    }

    /** Wanted by nobody any more as soon as the server has taken so many requests. */
    private ZosmfCall untilAsked(int times) {
        return ZosmfCall.within(Duration.ofSeconds(20), () -> zosmf.seen().size() >= times);
    }

    @Test
    void manyRequestsNeedOneLogin() throws Exception {
        zosmf.on(STATUS, 200, ACTIVE);
        try (Zosmf client = zosmf.client()) {
            client.authenticate(call());
            for (int i = 0; i < 5; i++) {
                client.on(Lane.WINDOW).jobs().status(JOB, call());
            }
        }
        assertThat(zosmf.logins()).isEqualTo(1);
        assertThat(zosmf.seen()).hasSize(5);
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndTheRequestSentAgain() throws Exception {
        zosmf.on("PUT /restjobs/jobs", 201, ACTIVE);
        try (Zosmf client = zosmf.client()) {
            client.authenticate(call());
            zosmf.forgetToken();
            client.jobs().submit("//COPY1 JOB", call());
        }
        assertThat(zosmf.logins()).isEqualTo(2);
        assertThat(zosmf.seen()).containsExactly("PUT /restjobs/jobs //COPY1 JOB");
    }

    @Test
    void aWrongPasswordIsNotSentUntilTheUserIsRevoked() throws Exception {
        zosmf.password("changed");
        for (Authentication authentication : Authentication.values()) {
            try (Zosmf client = Zosmf.of(zosmf.access(authentication))) {
                for (int i = 0; i < 5; i++) {
                    assertRefused(client);
                }
            }
        }
        assertThat(zosmf.logins()).isEqualTo(2);
        assertThat(zosmf.seen()).isEmpty();
    }

    /** As by commands to all members at one time. */
    @Test
    void aWrongPasswordIsNotSentByManyAtOneTime() throws Exception {
        zosmf.password("changed");
        for (Authentication authentication : Authentication.values()) {
            int before = zosmf.refused();
            try (Zosmf client = Zosmf.of(zosmf.access(authentication))) {
                together(8, () -> assertRefused(client));
            }
            assertThat(zosmf.refused() - before).as(authentication.name()).isEqualTo(2);
        }
    }

    @Test
    void anAnswerOfAServerInTroubleIsNoneAboutThePassword() throws Exception {
        zosmf.password("changed");
        zosmf.inTrouble(1);
        try (Zosmf client = Zosmf.of(zosmf.access(Authentication.BASIC))) {
            assertThatThrownBy(() -> client.jobs().status(JOB, call())).hasMessageContaining("HTTP 503");
            together(8, () -> assertRefused(client));
        }
        assertThat(zosmf.refused()).isEqualTo(2);
    }

    /** Whether a password is right is no reason to keep all waiting for one that is not answered. */
    @Test
    void whoIsNotAnsweredKeepsNoOtherFromAsking() throws Exception {
        zosmf.silentOn("PUT /restjobs/jobs");
        zosmf.on(STATUS, 200, ACTIVE);
        try (Zosmf client = Zosmf.of(zosmf.access(Authentication.BASIC))) {
            CompletableFuture<Void> silent = CompletableFuture.runAsync(
                    () -> assertThatThrownBy(() -> client.jobs().submit("//COPY1 JOB", untilAsked(2)))
                            .isInstanceOf(ZosmfException.class));
            while (zosmf.seen().isEmpty()) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }

            assertThat(client.on(Lane.WINDOW)
                            .jobs()
                            .status(JOB, ZosmfCall.within(Duration.ofSeconds(4)))
                            .status())
                    .isEqualTo(Job.Status.ACTIVE);
            silent.get(20, TimeUnit.SECONDS);
        }
    }

    private static void together(int times, Runnable work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            CyclicBarrier begin = new CyclicBarrier(times);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(threads.submit(() -> {
                    begin.await();
                    work.run();
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void assertRefused(Zosmf client) {
        assertThatThrownBy(() -> client.jobs().status(JOB, call())).isInstanceOfSatisfying(ZosmfException.class, e -> {
            assertThat(e.code()).isEqualTo("ZOSMF-CREDENTIALS");
            assertThat(e.recovery()).isEqualTo(Recovery.FIX_REQUEST);
            assertThat(e.getMessage()).doesNotContain("secret");
        });
    }

    @Test
    void basicAuthenticationNeedsNoLogin() throws Exception {
        zosmf.on(STATUS, 200, ACTIVE);
        try (Zosmf client = Zosmf.of(zosmf.access(Authentication.BASIC))) {
            assertThat(client.jobs().status(JOB, call()).status()).isEqualTo(Job.Status.ACTIVE);
        }
        assertThat(zosmf.logins()).isZero();
    }

    @Test
    void anotherCertificateThanThePinnedOneIsRefused() throws Exception {
        Trust other = new Trust.Pinned("0".repeat(64));
        try (Zosmf client = Zosmf.of(zosmf.access(Authentication.BASIC, other))) {
            assertReason(client, Reason.CERTIFICATE, false);
        }
        assertThat(zosmf.seen()).isEmpty();
    }

    @Test
    void anExpiredCertificateIsRefusedThoughItIsPinnedOrIssuedByAnAuthority() throws Exception {
        Path place = directory.resolve("expired");
        try (ScriptedZosmf expired = new ScriptedZosmf(
                place, Instant.now().minusSeconds(7200), Instant.now().minusSeconds(3600))) {
            try (Zosmf client = Zosmf.of(expired.access(Authentication.BASIC))) {
                assertReason(client, Reason.CERTIFICATE, false);
            }
            Trust authority = new Trust.Authority(place.resolve("lab.pem"));
            try (Zosmf client = Zosmf.of(expired.access(Authentication.BASIC, authority))) {
                assertReason(client, Reason.CERTIFICATE, false);
            }
        }
    }

    @Test
    void aServerThatIsDownHasNotActed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ZosmfAccess up = zosmf.access(Authentication.BASIC);
        ZosmfAccess down = new ZosmfAccess(
                URI.create("https://localhost:" + port + "/zosmf"),
                up.user(),
                up.password(),
                up.authentication(),
                up.trust(),
                up.connectTimeout(),
                up.requestTimeout(),
                up.maxConnections());
        try (Zosmf client = Zosmf.of(down)) {
            assertReason(client, Reason.DOWN, false);
        }
    }

    @Test
    void aChangeWithoutAnswerMayHaveHappenedAndIsNotSentAgain() throws Exception {
        zosmf.silentOn("PUT /restjobs/jobs");
        zosmf.silentOn(STATUS);
        try (Zosmf client = zosmf.client()) {
            client.authenticate(call());
            assertThatThrownBy(() -> client.jobs().submit("//COPY1 JOB", untilAsked(1)))
                    .isInstanceOfSatisfying(ZosmfException.class, e -> {
                        assertThat(e.recovery()).isEqualTo(Recovery.LOOK_FIRST);
                        assertThat(e.maybeDone()).isTrue();
                    });
            assertThatThrownBy(() -> client.jobs().status(JOB, untilAsked(2)))
                    .isInstanceOfSatisfying(
                            ZosmfException.class, e -> assertThat(e.recovery()).isEqualTo(Recovery.RETRY));
        }
        assertThat(zosmf.seen()).containsExactly("PUT /restjobs/jobs //COPY1 JOB", STATUS);
    }

    @Test
    void aServerErrorLeavesAChangeUnknownAndAQuestionUnanswered() throws Exception {
        zosmf.on("PUT /restjobs/jobs", 503, "<html>busy</html>");
        zosmf.on(STATUS, 500, "{\"category\":7,\"rc\":8,\"reason\":1,\"message\":\"unexpected\",\"details\":[\"d1\"]}");
        try (Zosmf client = zosmf.client()) {
            assertThatThrownBy(() -> client.jobs().submit("//COPY1 JOB", call()))
                    .isInstanceOfSatisfying(
                            ZosmfException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN))
                    .hasMessageContaining("<html>busy</html>, HTTP 503");
            assertThatThrownBy(() -> client.jobs().status(JOB, call()))
                    .isInstanceOfSatisfying(ZosmfException.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.ANSWER);
                        assertThat(e.codes()).isEqualTo(new ZosmfException.ErrorCodes(7, 8, 1));
                    })
                    .hasMessageContaining("unexpected; d1, HTTP 500");
        }
        assertThat(zosmf.seen()).hasSize(2);
    }

    @Test
    void nothingIsSentAfterTheEndOfTheCall() throws Exception {
        try (Zosmf client = zosmf.client()) {
            assertThatThrownBy(() -> client.jobs().status(JOB, ZosmfCall.within(Duration.ofNanos(-1))))
                    .isInstanceOfSatisfying(
                            ZosmfException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LATE));
        }
        assertThat(zosmf.logins()).isZero();
    }

    @Test
    void aCompressedAnswerIsUnpackedAndOneThatIsTooLongIsCutOff() throws Exception {
        zosmf.compress();
        zosmf.on(STATUS, 200, ACTIVE);
        zosmf.on(STATUS + "/files/102/records", 200, "x".repeat(17 << 20));
        try (Zosmf client = zosmf.client()) {
            assertThat(client.jobs().status(JOB, call()).name()).isEqualTo("COPY1");
            assertThatThrownBy(() -> client.jobs().records(JOB, 102, call()))
                    .hasMessageContaining("the answer is longer than 16777216 bytes");
        }
    }

    @Test
    void anAnswerThatIsTooLongIsCutOffWhileItArrives() throws Exception {
        zosmf.on(STATUS + "/files/102/records", 200, "x".repeat(17 << 20));
        try (Zosmf client = zosmf.client()) {
            assertThatThrownBy(() -> client.jobs().records(JOB, 102, call()))
                    .hasMessageContaining("the answer is longer than 16777216 bytes");
        }
    }

    private static void assertReason(Zosmf client, Reason reason, boolean maybeDone) {
        assertThatThrownBy(() -> client.jobs().submit("//COPY1 JOB", call()))
                .isInstanceOfSatisfying(ZosmfException.class, e -> {
                    assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
                    assertThat(e.maybeDone()).isEqualTo(maybeDone);
                    assertThat(e.hint()).isNotBlank();
                });
    }
}
