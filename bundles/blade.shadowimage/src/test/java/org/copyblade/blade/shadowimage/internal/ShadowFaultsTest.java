package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault that the laboratory can bring about, in the middle of a copy of two pairs, by each method at its instant. */
class ShadowFaultsTest {

    /** A method, and what the laboratory calls its instant. */
    private enum Way {
        PAIR("split", Runs.POLICY),
        THIN_IMAGE(
                "split-snapshots",
                CopyPolicy.builder()
                        .method("thin-image")
                        .backgroundCopy(CopyPolicy.BackgroundCopy.NOCOPY)
                        .build());

        private final String split;
        private final CopyPolicy policy;

        Way(String split, CopyPolicy policy) {
            this.split = split;
            this.policy = policy;
        }
    }

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZFAULTS1", 256, 768);
    private Laboratory laboratory;
    private ShadowImageBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory);
        blade = laboratory.blade();
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @ParameterizedTest
    @EnumSource
    void withoutAFaultTwoPairsAreOneSplit(Way way) throws Exception {
        Binding binding = Runs.established(blade, group, way.policy);

        assertThat(laboratory.carriedOut(way.split)).isEqualTo(1);
        assertThat(laboratory.carriedOut("login")).isEqualTo(1);
        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
    }

    @ParameterizedTest
    @EnumSource
    void aLostReplyIsSettledByQueryAndNothingIsSentTwice(Way way) throws Exception {
        Binding prepared = prepared(way);
        laboratory.fault(Fault.once(Kind.LOST_REPLY, way.split));

        assertThat(failure(prepared).recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Established.class);
        assertThat(laboratory.carriedOut(way.split)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aLostRequestLeavesTheGroupPrepared(Way way) throws Exception {
        Binding prepared = prepared(way);
        laboratory.fault(Fault.once(Kind.LOST_REQUEST, way.split));

        assertThat(failure(prepared).recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(Runs.state(blade, group, prepared)).isInstanceOf(CopyState.Prepared.class);
        assertThat(laboratory.carriedOut(way.split)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aLateSplitFindsNothingOnceTheGroupIsWithdrawn(Way way) throws Exception {
        Binding prepared = prepared(way);
        laboratory.fault(Fault.once(Kind.LATE_SUCCESS, way.split).withDelayMs(1_000));

        BladeException late = catchThrowableOfType(
                BladeException.class,
                () -> blade.establish(group, prepared, Hold.NONE, Call.within(Duration.ofMillis(600))));
        assertThat(late.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        Runs.withdrawn(blade, group, prepared);

        awaitCarriedOut(way.split);
        assertThat(laboratory.system().relations()).isEmpty();
        assertThat(Runs.state(blade, group, prepared)).isEqualTo(new CopyState.Absent());
    }

    @ParameterizedTest
    @EnumSource
    void onePairThatFailsInTheSplitFailsTheGroup(Way way) throws Exception {
        Binding prepared = prepared(way);
        laboratory.fault(Fault.once(Kind.PARTIAL_FAILURE, way.split).withElement(1));

        BladeException failure = failure(prepared);
        assertThat(failure.code()).isEqualTo("SHADOWIMAGE-REFUSED");
        assertThat(failure.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(failure).hasMessageContaining("EX_EWSUSE");
        assertThat(Runs.state(blade, group, prepared))
                .isInstanceOfSatisfying(
                        CopyState.Failed.class, state -> assertThat(state.why()).contains("in status PSUE/PSUE"));
        Runs.withdrawn(blade, group, prepared);
        assertThat(laboratory.system().relations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSessionThatHasEndedIsRenewedOnceAndTheSplitIsSentOnce(Way way) throws Exception {
        Binding prepared = prepared(way);
        laboratory.fault(Fault.once(Kind.UNAUTHORIZED, way.split));

        blade.establish(group, prepared, Hold.NONE, Runs.soon());

        assertThat(laboratory.carriedOut(way.split)).isEqualTo(1);
        assertThat(laboratory.carriedOut("login")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aFreshSessionThatIsRefusedTooEndsTheMatter(Way way) throws Exception {
        Binding prepared = prepared(way);
        laboratory.fault(Fault.once(Kind.UNAUTHORIZED, way.split).hitting(0, 0));

        assertThat(failure(prepared).code()).isEqualTo("SHADOWIMAGE-CREDENTIALS");
        assertThat(laboratory.carriedOut(way.split)).isZero();
    }

    @Test
    void aSessionThatEndsInEveryOtherRequestIsRenewedEachTime() throws Exception {
        for (String operation : new String[] {"copypairs", "create-pair", "ldev"}) {
            laboratory.fault(Fault.once(Kind.UNAUTHORIZED, operation));
        }
        Binding binding = Runs.established(blade, group, Runs.POLICY);

        assertThat(Runs.state(blade, group, binding)).isInstanceOf(CopyState.Established.class);
        assertThat(laboratory.carriedOut("login")).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void anErrorOfTheServerIsKeptInTheError(Way way) throws Exception {
        Binding prepared = prepared(way);
        laboratory.fault(Fault.once(Kind.SERVER_ERROR, way.split).withStatus(500));

        BladeException failure = failure(prepared);
        assertThat(failure.recovery()).isEqualTo(Recovery.LOOK_FIRST);
        assertThat(failure).hasMessageContaining("HTTP 500 <html><body>temporarily out of order</body></html>");

        laboratory.fault(Fault.once(Kind.SERVER_ERROR, way.split));
        assertThat(failure(prepared)).hasMessageContaining("temporarily unavailable, HTTP 503");
        assertThat(laboratory.carriedOut(way.split)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aSlowAnswerIsWaitedFor(Way way) throws Exception {
        Binding prepared = prepared(way);
        laboratory.fault(Fault.once(Kind.SLOW, way.split).withDelayMs(300));

        blade.establish(group, prepared, Hold.NONE, Runs.soon());

        assertThat(laboratory.carriedOut(way.split)).isEqualTo(1);
    }

    @Test
    void aLastLookThatFailsMayBeRepeatedAndHasChangedNothing() throws Exception {
        Binding prepared = prepared(Way.PAIR);
        laboratory.fault(Fault.once(Kind.SERVER_ERROR, "copypairs"));

        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> blade.look(group, prepared, Runs.soon()));
        assertThat(failure.recovery()).isEqualTo(Recovery.RETRY);
        blade.look(group, prepared, Runs.soon());
        assertThat(laboratory.carriedOut("split")).isZero();
        blade.establish(group, prepared, Hold.NONE, Runs.soon());
    }

    @Test
    void pairsWhoseCreationWasNotAnsweredAreMadeOnce() throws Exception {
        laboratory.fault(Fault.once(Kind.LOST_REPLY, "create-pair").hitting(0, 2));
        Binding binding = Runs.plan(blade, group, Runs.POLICY).binding();
        Preparation.Prepared prepared = Runs.withRetries(blade, group, binding, 1);

        assertThat(laboratory.carriedOut("create-pair")).isEqualTo(2);
        Runs.withdrawn(blade, group, prepared.binding());
        assertThat(laboratory.system().relations()).isEmpty();
    }

    @Test
    void aPairThatIsMadeAfterTheWithdrawalIsWithdrawnToo() throws Exception {
        Binding planned = Runs.plan(blade, group, Runs.POLICY).binding();
        Binding looked = blade.prepare(group, planned, Runs.soon()).binding();
        Binding creating = blade.prepare(group, looked, Runs.soon()).binding();
        laboratory.fault(Fault.once(Kind.LATE_SUCCESS, "create-pair").withDelayMs(2_500));
        blade.prepare(group, creating, Call.within(Duration.ofMillis(1_500)));
        ShadowImageBlade patient = Laboratory.blade(Laboratory.patient(laboratory.settings(), Duration.ofSeconds(6)));

        Runs.withdrawn(patient, group, creating);

        assertThat(laboratory.carriedOut("create-pair")).isEqualTo(1);
        assertThat(laboratory.system().relations()).isEmpty();
        patient.close();
    }

    @Test
    void aTakeOverSurvivesEachLostAnswer() throws Exception {
        CopyPolicy first =
                CopyPolicy.builder().incremental(CopyPolicy.Incremental.YES).build();
        Binding older = Runs.established(blade, group, first);
        Runs.settled(blade, group, older);
        laboratory.slots(256).write("content", "young".getBytes(StandardCharsets.UTF_8));
        CopyGroup younger = Groups.of("ZFAULTS2", 256, 768);
        CopyPolicy second = CopyPolicy.builder()
                .incremental(CopyPolicy.Incremental.YES)
                .predecessor(group.id(), older)
                .build();
        Binding planned = Runs.plan(blade, younger, second).binding();
        assertThat(Runs.state(blade, group, older)).isInstanceOf(CopyState.Established.class);
        laboratory.fault(Fault.once(Kind.LOST_REPLY, "change-ldev"));
        laboratory.fault(Fault.once(Kind.LOST_REPLY, "resync"));

        Binding prepared = Runs.withRetries(blade, younger, planned, 2).binding();
        assertThat(Runs.state(blade, group, older)).isEqualTo(new CopyState.Absent());
        Binding binding =
                blade.establish(younger, prepared, Hold.NONE, Runs.soon()).binding();
        assertThat(Runs.state(blade, younger, binding)).isInstanceOf(CopyState.Established.class);
        assertThat(laboratory.slots(512).read("content"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("young".getBytes(StandardCharsets.UTF_8)));
        assertThat(laboratory.carriedOut("create-pair")).as("no full copy").isEqualTo(2);

        assertThat(Runs.withdrawn(blade, group, older)).isNotNull();
        assertThat(Runs.state(blade, younger, binding)).isInstanceOf(CopyState.Established.class);
        Runs.withdrawn(blade, younger, binding);
        assertThat(laboratory.system().relations()).isEmpty();
        assertThat(laboratory.system().volume("0200").orElseThrow().name()).isEqualTo("BACK_0200");
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"LOST_REQUEST", "LOST_REPLY", "SERVER_ERROR", "SERVER_ERROR_AFTER"})
    void whatAPairIsToldInARestoreAndAWithdrawal_mayBeRepeated(Kind kind) throws Exception {
        laboratory.slots(256).write("content", "before".getBytes(StandardCharsets.UTF_8));
        Binding binding = Runs.established(blade, group, Runs.POLICY);
        Runs.settled(blade, group, binding);
        laboratory.slots(256).write("content", "after".getBytes(StandardCharsets.UTF_8));
        laboratory.fault(Fault.once(kind, "restore"));
        laboratory.fault(Fault.once(kind, "split"));

        Binding restored =
                afterFailures(2, binding, newest -> blade.restore(group, newest, group.memberNames(), Runs.soon()));
        assertThat(laboratory.hasNoFaults()).isTrue();
        assertThat(laboratory.slots(256).read("content"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("before".getBytes(StandardCharsets.UTF_8)));
        assertThat(Runs.state(blade, group, restored)).isInstanceOf(CopyState.Established.class);

        laboratory.fault(Fault.once(kind, "delete-group"));
        afterFailures(1, restored, newest -> blade.withdraw(group, newest, Runs.soon()));
        assertThat(laboratory.hasNoFaults()).isTrue();
        assertThat(laboratory.system().relations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"LOST_REQUEST", "LOST_REPLY", "SERVER_ERROR", "SERVER_ERROR_AFTER"})
    void whatASnapshotIsToldInARestoreAndAWithdrawal_mayBeRepeated(Kind kind) throws Exception {
        laboratory.slots(256).write("content", "before".getBytes(StandardCharsets.UTF_8));
        Binding binding = Runs.established(blade, group, Way.THIN_IMAGE.policy);
        laboratory.slots(256).write("content", "after".getBytes(StandardCharsets.UTF_8));
        laboratory.fault(Fault.once(kind, "restore-snapshots"));

        Binding restored =
                afterFailures(1, binding, newest -> blade.restore(group, newest, group.memberNames(), Runs.soon()));
        assertThat(laboratory.hasNoFaults()).isTrue();
        assertThat(laboratory.slots(256).read("content"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("before".getBytes(StandardCharsets.UTF_8)));

        laboratory.fault(Fault.once(kind, "delete-snapshot"));
        afterFailures(1, restored, newest -> blade.withdraw(group, newest, Runs.soon()));
        assertThat(laboratory.hasNoFaults()).isTrue();
        assertThat(laboratory.system().relations()).isEmpty();
    }

    /** Goes on as the manager does: with the newest binding, after errors that say that this may be done. */
    private static Binding afterFailures(int failures, Binding binding, Runs.Step step) throws BladeException {
        Binding newest = binding;
        for (int failed = 0; failed < failures; ) {
            try {
                Advance advance = step.run(newest);
                newest = advance.binding();
                assertThat(advance).as("it is over before it has failed").isInstanceOf(Advance.Continues.class);
                LockSupport.parkNanos(5_000_000);
            } catch (BladeException e) {
                assertThat(e.recovery()).isEqualTo(Recovery.RETRY);
                failed++;
            }
        }
        return Runs.toTheEnd(newest, step);
    }

    private Binding prepared(Way way) throws BladeException {
        return Runs.prepared(blade, group, way.policy).binding();
    }

    private void awaitCarriedOut(String operation) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (laboratory.carriedOut(operation) == 0) {
            assertThat(System.nanoTime() - end).as("carried out in time").isNegative();
            Thread.sleep(10);
        }
    }

    private BladeException failure(Binding prepared) {
        return catchThrowableOfType(
                BladeException.class, () -> blade.establish(group, prepared, Hold.NONE, Runs.soon()));
    }
}
