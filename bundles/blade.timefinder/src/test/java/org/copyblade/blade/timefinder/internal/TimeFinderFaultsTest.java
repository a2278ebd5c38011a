package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.timefinder.internal.array.Term;
import org.copyblade.endpoint.Secret;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault that the laboratory can bring about, in the middle of a copy of two volumes, by each method at its instant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeFinderFaultsTest {

    private static final List<String> SETS = List.of("00100:00200", "00101:00201", "00100:00202", "00101:00203");

    private final CopyGroup group = Groups.of("ZFAULTS1", "00100", "00101");
    private Laboratory laboratory;
    private TimeFinderBlade blade;
    private long before;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        laboratory = Laboratory.start(directory, "");
        blade = laboratory.blade();
    }

    /** A test of the instant, which each method has its own request for. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @ValueSource(strings = {"snapvx", "clone", "bcv"})
    private @interface EachMethod {}

    @AfterAll
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        laboratory.face().array().faults().clear();
        for (FoundCopy found : blade.list(Runs.POLICY, Runs.soon())) {
            Runs.withdrawn(blade, group, found.binding().orElseThrow());
        }
        assertThat(laboratory.leftovers()).isEmpty();
    }

    @EachMethod
    void withoutAFaultTheWindowHoldsOneRequest(String method) throws Exception {
        Binding prepared = prepared(method);
        long requests = laboratory.face().array().log().nextRequest();
        Binding binding =
                blade.establish(group, prepared, Hold.NONE, Runs.soon()).binding();

        assertThat(laboratory.face().array().log().nextRequest()).isEqualTo(requests + 2);
        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
    }

    @EachMethod
    void aLostReplyIsSettledByQueryAndNothingIsSentTwice(String method) throws Exception {
        Binding prepared = prepared(method);
        laboratory.fault(Fault.once(Kind.LOST_REPLY, "establish"));

        assertThat(failure(prepared).recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Established.class);
        assertThat(establishes()).isEqualTo(1);
        blade.expose(group, prepared, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon());
    }

    @EachMethod
    void aLostRequestLeavesTheGroupPrepared(String method) throws Exception {
        Binding prepared = prepared(method);
        laboratory.fault(Fault.once(Kind.LOST_REQUEST, "establish"));

        assertThat(failure(prepared).recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Prepared.class);
        assertThat(establishes()).isZero();
    }

    @EachMethod
    void aLateSuccessIsFoundAndWithdrawn(String method) throws Exception {
        TimeFinderBlade patient = Laboratory.blade(laboratory.settings(Term.UNLIMITED, Duration.ofSeconds(2)));
        Binding prepared = prepared(method);
        laboratory.fault(Fault.once(Kind.LATE_SUCCESS, "establish").withDelayMs(1_600));

        BladeException late = catchThrowableOfType(
                BladeException.class,
                () -> patient.establish(group, prepared, Hold.NONE, Call.within(Duration.ofSeconds(1))));
        assertThat(late.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        Runs.withdrawn(patient, group, prepared);
        patient.close();

        awaitEstablishes();
        assertThat(laboratory.leftovers()).isEmpty();
    }

    @EachMethod
    void aCopyOfSomeVolumesIsNeverEstablished(String method) throws Exception {
        Binding prepared = prepared(method);
        laboratory.fault(Fault.once(Kind.PARTIAL_FAILURE, "establish").withElement(1));

        BladeException failure = failure(prepared);
        assertThat(failure.code()).isEqualTo("TIMEFINDER-REFUSED");
        assertThat(failure.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(Runs.state(blade, group, prepared))
                .isEqualTo(new CopyState.Failed(
                        method.equals("snapvx")
                                ? "its snapshot is of 1 volumes instead of 2: without 00101"
                                : "only 1 of 2 sessions are activated"));
    }

    @EachMethod
    void refusedCredentialsDoNothingAndAreNotTriedAgain(String method) throws Exception {
        Binding prepared = prepared(method);
        laboratory.fault(Fault.once(Kind.UNAUTHORIZED, "establish"));

        BladeException failure = failure(prepared);
        assertThat(failure.code()).isEqualTo("TIMEFINDER-CREDENTIALS");
        assertThat(failure).hasMessageContaining("user 'admin' or the role of it is refused");
        assertThat(failure.recovery()).isEqualTo(Recovery.FIX_REQUEST);
        assertThat(establishes()).isZero();
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Prepared.class);
    }

    @Test
    void aPasswordThatWasChangedInMidRunIsReadAgain() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        TimeFinderBlade rotated = Laboratory.blade(laboratory.settings(
                LabSeed.ARRAY,
                () -> new Secret(reads.getAndIncrement() == 0 ? "old" : "secret"),
                Term.UNLIMITED,
                Duration.ofMillis(20)));

        assertThat(Runs.plan(rotated, group, Runs.POLICY).isPossible()).isTrue();
        assertThat(reads.get()).isEqualTo(2);
        rotated.close();
    }

    @EachMethod
    void aBodyThatIsNoJsonIsKeptInTheErrorAndNobodyKnowsWhatWasDone(String method) throws Exception {
        Binding prepared = prepared(method);
        laboratory.fault(Fault.once(Kind.SERVER_ERROR, "establish").withStatus(500));

        BladeException failure = failure(prepared);
        assertThat(failure.code()).isEqualTo("TIMEFINDER-UNKNOWN");
        assertThat(failure).hasMessageContaining("HTTP 500 <html><body>temporarily out of order</body></html>");
    }

    @EachMethod
    void aServiceThatIsNotAvailableIsNotAskedTwice(String method) throws Exception {
        Binding prepared = prepared(method);
        laboratory.fault(Fault.once(Kind.SERVER_ERROR, "establish"));

        assertThat(failure(prepared)).hasMessageContaining("the service is not available, HTTP 503");
        assertThat(establishes()).isZero();
    }

    @EachMethod
    void aSlowAnswerIsWaitedForUntilTheDeadline(String method) throws Exception {
        Binding prepared = prepared(method);
        laboratory.fault(Fault.once(Kind.SLOW, "establish").withDelayMs(300));

        blade.establish(group, prepared, Hold.NONE, Runs.soon());

        assertThat(establishes()).isEqualTo(1);
    }

    @Test
    void stepsWhoseAnswerIsLostMayBeRepeated() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        long links = laboratory.carriedOut("link");
        lost("link", () -> blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon()));
        awaitLinks();
        blade.expose(group, binding, group.memberNames(), ExposeMode.READ_ONLY, Runs.soon());
        assertThat(laboratory.carriedOut("link")).isEqualTo(links + 1);
        lost("unlink", () -> blade.conceal(group, binding, Runs.soon()));
        blade.conceal(group, binding, Runs.soon());
        lost("restore", () -> Runs.restored(blade, group, binding));
        Binding restored = Runs.restored(blade, group, binding);
        lost("terminate", () -> Runs.withdrawn(blade, group, restored));
        lost("delete-group", () -> Runs.withdrawn(blade, group, restored));
        Runs.withdrawn(blade, group, restored);
        assertThat(laboratory.leftovers()).isEmpty();
    }

    @Test
    void aJobThatIsAbortedFailsItsStepAndLeavesTheRest() throws Exception {
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        laboratory.fault(Fault.once(Kind.JOB_CANCELLED, "link"));

        assertThatThrownBy(() -> blade.expose(group, binding, Set.of("m00100"), ExposeMode.READ_ONLY, Runs.soon()))
                .hasMessageContaining("its job is ABORTED: the job was aborted by an operator");
        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
        assertThat(laboratory.system().snapshots().all().get(0).links()).isEmpty();
    }

    /** A request that is late may come after the withdrawal, and finds nothing then. */
    private void awaitEstablishes() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (establishes() == 0) {
            assertThat(System.nanoTime()).as("nothing was late").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(establishes()).isEqualTo(1);
    }

    /** A job goes on after its caller has gone. */
    private void awaitLinks() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (laboratory.system().snapshots().all().get(0).links().size() < 2) {
            assertThat(System.nanoTime()).as("no links were made").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private interface Attempt {
        void run() throws BladeException;
    }

    private void lost(String operation, Attempt attempt) {
        laboratory.fault(Fault.once(Kind.LOST_REPLY, operation));
        assertThatThrownBy(attempt::run).isInstanceOfSatisfying(BladeException.class, e -> assertThat(e.recovery())
                .isEqualTo(Recovery.RETRY));
    }

    private Binding prepared(String method) throws BladeException {
        CopyPolicy.Builder policy = CopyPolicy.builder().method(method);
        if (method.equals("bcv")) {
            policy.targets(SETS);
        }
        Binding prepared = Runs.prepared(blade, group, policy.build()).binding();
        before = laboratory.carriedOut("establish");
        return prepared;
    }

    private long establishes() {
        return laboratory.carriedOut("establish") - before;
    }

    private BladeException failure(Binding prepared) {
        return catchThrowableOfType(
                BladeException.class, () -> blade.establish(group, prepared, Hold.NONE, Runs.soon()));
    }
}
