package org.copyblade.manager.internal.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.api.ErrorCode;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.blade.BladeRegistry;
import org.copyblade.manager.internal.rig.TestReference;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Waits;
import org.junit.jupiter.api.Test;

/** A step that is tried more than once, and that a stop of the manager comes between. */
class StepLimitsTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration ABSENT = Duration.ofSeconds(60);

    private final BladeRegistry blades = new BladeRegistry();
    private final List<Call> tries = new ArrayList<>();
    private volatile Optional<Duration> leftOfStop = Optional.empty();
    private Optional<Duration> pause = Optional.empty();
    private int percent = 50;
    private final AtomicLong passed = new AtomicLong();
    private Runnable during = () -> {};
    private Recovery recovery = Recovery.RETRY;

    private void addBlade() {
        CopyBlade blade = (CopyBlade) Proxy.newProxyInstance(
                CopyBlade.class.getClassLoader(), new Class<?>[] {CopyBlade.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("hashCode")) {
                        return 1;
                    }
                    tries.add((Call) arguments[arguments.length - 1]);
                    during.run();
                    if (pause.isPresent()) {
                        return new Advance.Continues((Binding) arguments[1], percent, pause.orElseThrow());
                    }
                    throw new BladeException("ARRAY-BUSY", "somebody has locked it", "wait", recovery);
                });
        blades.addBlade(new TestReference<>(1, Map.of("blade", "memory", "endpoint", "data", "version", "1")), blade);
    }

    private Failure harden(Duration limit) {
        return failure(steps -> steps.harden(group(), limit, Interest.ALWAYS, newer -> {}));
    }

    private interface Work {
        void of(GroupSteps steps) throws Failure;
    }

    private Failure failure(Work work) {
        Waits waits = new Waits(
                ABSENT, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(30), Duration.ofSeconds(30));
        GroupSteps steps =
                new GroupSteps(new BladeCalls(blades, waits, () -> leftOfStop), () -> System.nanoTime() + passed.get());
        return catchThrowableOfType(Failure.class, () -> work.of(steps));
    }

    private static GroupRecord group() {
        return new GroupRecord(
                "G1234567",
                "memory",
                "data",
                GroupRecord.Order.IN_WINDOW,
                List.of(new GroupRecord.MemberRecord(CopyMember.whole("m1", "array/1"), "2", List.of())),
                CopyMethod.FAST,
                0,
                List.of(),
                new Binding(1, "some"),
                GroupRecord.State.ESTABLISHED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void allTries_endWithTheLimitOfAllSteps() {
        addBlade();
        during = () -> sleep(200);
        long end = System.nanoTime() + Duration.ofMillis(500).toNanos();

        Failure failure = harden(Duration.ofMillis(500));

        assertThat(failure.getMessage()).contains("ARRAY-BUSY");
        assertThat(tries).hasSizeBetween(1, 3);
        assertThat(tries).allSatisfy(call -> assertThat(Duration.ofNanos(call.deadlineNanos() - end))
                .isLessThan(Duration.ofMillis(150)));
    }

    @Test
    void stepThatWaitsForItsBlade_endsWithTheLimitOfAllSteps() {
        long begun = System.nanoTime();

        Failure failure = harden(Duration.ofMillis(200));

        assertThat(failure.code()).isEqualTo(ErrorCode.BLADE_ABSENT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(ABSENT.dividedBy(2));
    }

    @Test
    void pauseBetweenSteps_endsWithTheLimitOfAllSteps() {
        pause = Optional.of(ABSENT);
        addBlade();
        long begun = System.nanoTime();

        Failure failure = harden(Duration.ofMillis(200));

        assertThat(failure.code()).isEqualTo(ErrorCode.COPY_FAILED);
        assertThat(failure.getMessage()).contains("not done within its limit");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(ABSENT.dividedBy(2));
        assertThat(tries).hasSize(1);
    }

    @Test
    void restoreThatGetsOn_isNotGivenUp_andWhatHasALimitForAllIs() {
        pause = Optional.of(Duration.ZERO);
        addBlade();
        percent = 0;
        during = () -> {
            percent += 10;
            passed.addAndGet(Duration.ofHours(10).toNanos());
            if (tries.size() == 7) {
                pause = Optional.empty();
                recovery = Recovery.FIX_REQUEST;
            }
        };
        Duration limit = Duration.ofHours(12);

        assertThat(failure(steps -> steps.restore(group(), limit, Interest.ALWAYS, newer -> {}))
                        .getMessage())
                .contains("somebody has locked it");
        tries.clear();
        percent = 0;
        pause = Optional.of(Duration.ZERO);
        assertThat(harden(limit).getMessage()).contains("not done within its limit");
        assertThat(tries).hasSize(2);
    }

    @Test
    void restoreThatStandsStill_isGivenUp() {
        pause = Optional.of(Duration.ZERO);
        addBlade();
        during = () -> passed.addAndGet(Duration.ofHours(5).toNanos());

        assertThat(failure(steps -> steps.restore(group(), Duration.ofHours(12), Interest.ALWAYS, newer -> {}))
                        .getMessage())
                .contains("no progress within its limit of 12 hours");
        assertThat(tries).hasSize(4);
    }

    @Test
    void pauseBetweenSteps_endsOnceTheManagerLeaves() {
        pause = Optional.of(ABSENT);
        addBlade();
        Thread stop = new Thread(() -> {
            sleep(200);
            leftOfStop = Optional.of(Duration.ZERO);
        });
        stop.start();
        long begun = System.nanoTime();

        assertThat(harden(LONG).isStopping()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(ABSENT.dividedBy(2));
    }

    /** The control. */
    @Test
    void stepThatMayBeRepeated_isTriedFiveTimes() {
        addBlade();

        assertThat(harden(LONG).getMessage()).contains("ARRAY-BUSY");
        assertThat(tries).hasSize(5);
    }

    @Test
    void onceTheManagerLeaves_noStepIsTriedAgain() {
        addBlade();
        during = () -> leftOfStop = Optional.of(Duration.ofSeconds(-1));

        assertThat(harden(LONG).isStopping()).isTrue();
        assertThat(tries).hasSize(1);
    }

    @Test
    void onceTheManagerLeaves_noStepIsBegun() {
        addBlade();
        leftOfStop = Optional.of(Duration.ofSeconds(-1));

        assertThat(harden(LONG).isStopping()).isTrue();
        assertThat(tries).isEmpty();
    }

    /** Storage may carry it out all the same, and the next start asks for that before anything else. */
    @Test
    void stepWhoseAnswerIsLostWhileTheManagerLeaves_isLeftToItsNextStart() {
        addBlade();
        recovery = Recovery.LOOK_FIRST;
        during = () -> leftOfStop = Optional.of(Duration.ofSeconds(-1));

        assertThat(harden(LONG).isStopping()).isTrue();
    }

    /** The control: nobody stops the manager. */
    @Test
    void stepWhoseAnswerIsLost_fails() {
        addBlade();
        recovery = Recovery.LOOK_FIRST;

        assertThat(harden(LONG).code()).isEqualTo(ErrorCode.COPY_UNKNOWN);
        assertThat(tries).hasSize(1);
    }

    @Test
    void tryOfAManagerThatStops_takesNoLongerThanItsStop_butSeconds() {
        addBlade();
        recovery = Recovery.FIX_REQUEST;
        leftOfStop = Optional.of(Duration.ofSeconds(12));
        harden(LONG);
        leftOfStop = Optional.of(Duration.ofMillis(1));
        harden(LONG);

        assertThat(tries.get(0).remaining()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(12));
        assertThat(tries.get(1).remaining()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }
}
