package org.copyblade.blade.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.blade.memory.Faults.Fault;
import org.copyblade.blade.memory.Faults.Step;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.Release;
import org.junit.jupiter.api.Test;

/** Every fault on demand does what it says, on a clock that moves only by itself. */
class FaultsTest {

    private final FakeClock clock = new FakeClock();
    private final CopyGroup group = new CopyGroup(
            new CopyGroupId("FAULTS01"), List.of(CopyMember.whole("a", "red"), CopyMember.whole("b", "green")));

    private MemoryStorage storage;
    private MemoryBlade blade;

    @Test
    void aRefusedCallHasDoneNothingAndTheNextOneWorks() throws BladeException {
        Binding binding = prepared(Behaviour.snapshots("one"));
        storage.faults().next(Step.ESTABLISH, Fault.REFUSED);

        assertRecovery(() -> blade.establish(group, binding, Hold.NONE, seconds(1)), Recovery.RETRY);
        assertThat(state(binding)).isInstanceOf(CopyState.Prepared.class);
        blade.establish(group, binding, Hold.NONE, seconds(1));
        assertThat(state(binding)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void aLostReplyHasDoneItsWork() throws BladeException {
        Binding binding = prepared(Behaviour.snapshots("one"));
        storage.faults().next(Step.WITHDRAW, Fault.LOST_REPLY);

        assertRecovery(() -> blade.withdraw(group, binding, seconds(1)), Recovery.LOOK_FIRST);
        assertThat(state(binding)).isInstanceOf(CopyState.Absent.class);
    }

    @Test
    void aSlowAnswerComesLaterThanWhatItTells() throws BladeException {
        Binding binding = prepared(Behaviour.snapshots("one"));
        storage.faults().next(Step.ESTABLISH, Fault.SLOW);
        storage.faults().slowBy(Duration.ofMillis(700));
        long before = clock.nanos();

        blade.establish(group, binding, Hold.NONE, seconds(1));
        assertThat(clock.nanos() - before).isEqualTo(Duration.ofMillis(700).toNanos());
        assertThat(state(binding)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void aStorageOutOfOrderHasDoneNothingAndASessionThatEndedIsRenewed() throws BladeException {
        Binding binding = prepared(Behaviour.snapshots("one"));
        storage.faults().next(Fault.SERVER_ERROR);
        storage.faults().next(Fault.LOGGED_OUT);

        assertRecovery(() -> blade.establish(group, binding, Hold.NONE, seconds(1)), Recovery.LOOK_FIRST);
        blade.establish(group, binding, Hold.NONE, seconds(1));
        assertThat(state(binding)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void anUncheckedExceptionEscapes() throws BladeException {
        Binding binding = prepared(Behaviour.snapshots("one"));
        storage.faults().always(Step.QUERY, Fault.UNCHECKED);

        assertThatThrownBy(() -> state(binding)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aHangingCallEndsAtItsDeadlineOrOnceCancelled() throws BladeException {
        Binding binding = prepared(Behaviour.snapshots("one"));
        storage.faults().always(Step.QUERY, Fault.HANGS);
        long before = clock.nanos();

        assertRecovery(() -> blade.query(group, binding, seconds(7)), Recovery.RETRY);
        assertThat(clock.nanos() - before).isEqualTo(Duration.ofSeconds(7).toNanos());

        AtomicInteger asked = new AtomicInteger();
        Call cancelled = Call.on(clock::nanos, Duration.ofDays(1), () -> asked.incrementAndGet() > 3, percent -> {});
        assertRecovery(() -> blade.query(group, binding, cancelled), Recovery.RETRY);
    }

    @Test
    void aLateEstablishLandsAfterTheDeadlineAndWithdrawWaitsForIt() throws BladeException {
        Binding binding = prepared(Behaviour.snapshots("one"));
        storage.faults().next(Step.ESTABLISH, Fault.LATE);
        storage.faults().lateBy(Duration.ofSeconds(30));

        assertRecovery(() -> blade.establish(group, binding, Hold.NONE, seconds(2)), Recovery.LOOK_FIRST);
        assertThat(state(binding)).isInstanceOf(CopyState.Prepared.class);
        Advance waits = blade.withdraw(group, binding, seconds(1));
        assertThat(waits).isEqualTo(new Advance.Continues(binding, 0, Duration.ofSeconds(30)));
        clock.pause(Duration.ofSeconds(30));
        assertThat(state(binding)).isInstanceOf(CopyState.Established.class);
        assertThat(blade.withdraw(group, binding, seconds(1))).isInstanceOf(Advance.Done.class);
        assertThat(state(binding)).isInstanceOf(CopyState.Absent.class);
    }

    @Test
    void aPartialEstablishIsFailed() throws BladeException {
        Binding binding = prepared(Behaviour.snapshots("one"));
        storage.faults().next(Step.ESTABLISH, Fault.PARTIAL);

        assertRecovery(() -> blade.establish(group, binding, Hold.NONE, seconds(1)), Recovery.LOOK_FIRST);
        assertThat(state(binding)).isEqualTo(new CopyState.Failed("only 1 of 2 members were copied"));
    }

    @Test
    void aLieClaimsWhatQueryDoesNotConfirm() throws BladeException {
        Binding binding = prepared(Behaviour.snapshots("one"));
        storage.faults().next(Step.ESTABLISH, Fault.LIES);

        blade.establish(group, binding, Hold.NONE, seconds(1));
        assertThat(state(binding)).isInstanceOf(CopyState.Prepared.class);
    }

    @Test
    void aHoldStopsWritesUntilReleasedOrUntilItsTimer() throws BladeException {
        Binding binding = prepared(Behaviour.pairs("one").withHoldTimer(Duration.ofSeconds(10)));
        blade.establish(group, binding, Hold.atMost(Duration.ofMinutes(1)), seconds(1));

        assertThat(write("red")).isFalse();
        clock.pause(Duration.ofSeconds(10));
        assertThat(write("red")).isTrue();
        assertThat(blade.release(group, binding, seconds(1))).isEqualTo(Release.LOST);
        assertThat(blade.release(group, binding, seconds(1))).isEqualTo(Release.NOTHING_HELD);
    }

    @Test
    void aThawOfOneGroupEndsTheHoldOfAnotherInTheSameDomain() throws BladeException {
        Binding binding = prepared(Behaviour.pairs("one"));
        CopyGroup other = new CopyGroup(new CopyGroupId("FAULTS02"), List.of(CopyMember.whole("c", "blue")));
        Binding otherBinding = prepared(other);
        blade.establish(group, binding, Hold.atMost(Duration.ofMinutes(1)), seconds(1));
        blade.establish(other, otherBinding, Hold.atMost(Duration.ofMinutes(1)), seconds(1));

        assertThat(blade.release(other, otherBinding, seconds(1))).isEqualTo(Release.VERIFIED_BY_STORAGE);
        assertThat(blade.release(group, binding, seconds(1))).isEqualTo(Release.LOST);
    }

    @Test
    void aFullTargetIsAFindingOfThePlanAndAnErrorOfPrepare() throws BladeException {
        Binding binding = prepared(Behaviour.snapshots("one"));
        storage.faults().full(true);

        assertThat(blade.plan(group, CopyPolicy.builder().build(), seconds(1)).isPossible())
                .isFalse();
        assertRecovery(() -> blade.prepare(group, binding, seconds(1)), Recovery.ASK_OPERATOR);
    }

    @Test
    void aStorageThatVanishesAndComesBackStillHasItsCopies() throws BladeException {
        Binding binding = prepared(Behaviour.snapshots("one"));
        blade.establish(group, binding, Hold.NONE, seconds(1));
        storage.faults().gone(true);

        assertRecovery(() -> state(binding), Recovery.ASK_OPERATOR);
        storage.faults().gone(false);
        assertThat(state(binding)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void aPowerLossTakesWhatWasNotHardened() throws BladeException {
        Binding soft = prepared(Behaviour.files("one"));
        blade.establish(group, soft, Hold.NONE, seconds(100));
        storage.losePower();
        assertThat(state(soft)).isInstanceOf(CopyState.Absent.class);

        Binding hard = prepared(Behaviour.files("one"));
        blade.establish(group, hard, Hold.NONE, seconds(100));
        blade.harden(group, hard, seconds(1));
        storage.losePower();
        assertThat(state(hard)).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void aSlowPrepareTakesItsSteps() throws BladeException {
        prepared(Behaviour.snapshots("one").withPrepareSteps(600));

        assertThat(storage.faults().calls()).filteredOn(Step.PREPARE::equals).hasSize(600);
    }

    @Test
    void aBackgroundCopyTakesItsTime() throws BladeException {
        Binding binding = prepared(Behaviour.pairs("one"));
        blade.establish(group, binding, Hold.NONE, seconds(1));
        clock.pause(Duration.ofMillis(25));
        CopyState.Established moving = (CopyState.Established) state(binding);
        clock.pause(Duration.ofMillis(25));
        CopyState.Established moved = (CopyState.Established) state(binding);

        assertThat(moving.background()).isEqualTo(CopyState.Background.COPYING);
        assertThat(moving.percent()).hasValue(50);
        assertThat(moved.background()).isEqualTo(CopyState.Background.COPIED);
    }

    private Binding prepared(Behaviour behaviour) throws BladeException {
        storage = new MemoryStorage(behaviour, clock);
        storage.addVolume("red").addVolume("green").addVolume("blue");
        storage.addTarget("t1").addTarget("t2").addTarget("t3");
        blade = new MemoryBlade(storage);
        write("red");
        write("green");
        return prepared(group);
    }

    private Binding prepared(CopyGroup wanted) throws BladeException {
        Binding binding =
                blade.plan(wanted, CopyPolicy.builder().build(), seconds(1)).binding();
        while (!(blade.prepare(wanted, binding, seconds(1)) instanceof Preparation.Prepared)) {
            clock.pause(Duration.ofSeconds(1));
        }
        return binding;
    }

    private boolean write(String volume) {
        return storage.tryWrite(storage.path(volume), "slot", "text".getBytes(StandardCharsets.UTF_8));
    }

    private CopyState state(Binding binding) throws BladeException {
        return blade.query(group, binding, seconds(1));
    }

    private Call seconds(int limit) {
        return Call.on(clock::nanos, Duration.ofSeconds(limit), () -> false, percent -> {});
    }

    private interface Attempt {
        Object run() throws BladeException;
    }

    private static void assertRecovery(Attempt attempt, Recovery recovery) {
        assertThatThrownBy(attempt::run).isInstanceOfSatisfying(BladeException.class, e -> assertThat(e.recovery())
                .isEqualTo(recovery));
    }
}
