package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.timefinder.internal.array.Term;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A withdrawal waits for an establish that may still be carried out, and for nothing else. */
class LateRequestsTest {

    /** More than a group of two volumes needs where nothing is waited for. */
    private static final int STEPS = 20;

    private static final CopyPolicy CLONE = CopyPolicy.builder().method("clone").build();

    private static final Duration LIMIT = Duration.ofMinutes(15);

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZLATE001", "00100", "00101");
    private Laboratory laboratory;
    private TimeFinderBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory, "");
        blade = Laboratory.blade(laboratory.settings(Term.UNLIMITED, LIMIT));
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapvx", "clone"})
    void aGroupOfWhichNoEstablishWasSentIsWithdrawnAtOnce(String method) throws Exception {
        Binding prepared = Runs.prepared(
                        blade, group, CopyPolicy.builder().method(method).build())
                .binding();

        Binding certain = blade.nothingUnderWay(prepared);

        assertThat(blade.nothingUnderWay(certain)).isEqualTo(certain);
        assertThat(isWithdrawnAtOnce(certain)).isTrue();
        assertThat(laboratory.leftovers()).isEmpty();
    }

    /** The control: who cannot tell waits. */
    @Test
    void aGroupOfWhichNobodyKnowsIsWaitedFor() throws Exception {
        Binding prepared = prepared();

        assertThat(isWithdrawnAtOnce(prepared)).isFalse();
        assertThat(laboratory.leftovers()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UNAUTHORIZED", "LOST_REQUEST"})
    void onlyAGroupWhoseEstablishWasRefusedIsCertain(Kind kind) throws Exception {
        Binding prepared = prepared();
        laboratory.fault(Fault.once(kind, "establish"));

        BladeException failure = catchThrowableOfType(
                BladeException.class, () -> blade.establish(group, prepared, Hold.NONE, Runs.soon()));

        boolean refused = failure.recovery() != BladeException.Recovery.LOOK_FIRST;
        assertThat(refused).isEqualTo(kind == Kind.UNAUTHORIZED);
        assertThat(isWithdrawnAtOnce(refused ? blade.nothingUnderWay(prepared) : prepared))
                .isEqualTo(refused);
    }

    /** Whatever is there goes, also where somebody was certain of the contrary. */
    @Test
    void aSnapshotThatIsThereIsEnded_whoeverWasCertain() throws Exception {
        Binding prepared = prepared();
        blade.establish(group, prepared, Hold.NONE, Runs.soon());

        assertThat(isWithdrawnAtOnce(blade.nothingUnderWay(prepared))).isTrue();
        assertThat(laboratory.leftovers()).isEmpty();
    }

    /** Somebody has taken a target since it was looked at. */
    @Test
    void clonesThatTheArrayRefusesToMakeAreWithdrawnAtOnce() throws Exception {
        Binding looked = blade.prepare(group, Runs.plan(blade, group, CLONE).binding(), Runs.soon())
                .binding();
        laboratory.pair("00102", "00200");

        assertThat(refused(looked).code()).isEqualTo("TIMEFINDER-REFUSED");
    }

    @Test
    void clonesThatTheUserMayNotMakeAreWithdrawnAtOnce() throws Exception {
        laboratory.fault(Fault.once(Kind.UNAUTHORIZED, "create-pairs"));

        assertThat(refused(Runs.plan(blade, group, CLONE).binding()).code()).isEqualTo("TIMEFINDER-CREDENTIALS");
    }

    /** The refusal that ends prepare, after which the binding of the last step is withdrawn at once. */
    private BladeException refused(Binding begun) throws BladeException {
        Binding binding = begun;
        for (int step = 0; step < STEPS; step++) {
            try {
                binding = blade.prepare(group, binding, Runs.soon()).binding();
            } catch (BladeException refusal) {
                assertThat(refusal.recovery()).isNotEqualTo(BladeException.Recovery.RETRY);
                assertThat(isWithdrawnAtOnce(binding)).isTrue();
                return refusal;
            }
        }
        throw new AssertionError("nothing was refused");
    }

    @Test
    void clonesOfWhichEachRequestWasAnsweredAreWithdrawnAtOnce() throws Exception {
        Binding binding = Runs.plan(blade, group, CLONE).binding();
        while (laboratory.carriedOut("setmode") == 0) {
            binding = blade.prepare(group, binding, Runs.soon()).binding();
        }

        assertThat(isWithdrawnAtOnce(binding)).isTrue();
        assertThat(laboratory.leftovers()).isEmpty();
    }

    /** The control, and why: it comes when the storage groups would be gone. */
    @Test
    void clonesThatMayStillBeMadeAreWaitedFor() throws Exception {
        laboratory.fault(Fault.once(Kind.LOST_REQUEST, "create-pairs"));
        Binding lost = creatingUntil(laboratory::hasNoFaults);
        Binding again = Runs.toPrepared(blade, group, lost).binding();

        assertThat(isWithdrawnAtOnce(again)).as("made by the second request").isFalse();
        assertThat(isWithdrawnAtOnce(lost)).isFalse();
        assertThat(laboratory.leftovers()).isNotEmpty();
    }

    /** Whoever died while it was sent has left the binding of before. */
    @Test
    void clonesOfWhichNobodyKnowsAreWaitedFor() throws Exception {
        Binding before = Runs.plan(blade, group, CLONE).binding();
        Binding after = before;
        while (laboratory.carriedOut("create-pairs") == 0) {
            before = after;
            after = blade.prepare(group, before, Runs.soon()).binding();
        }

        assertThat(isWithdrawnAtOnce(before)).isFalse();
    }

    private Binding creatingUntil(BooleanSupplier reached) throws BladeException {
        Binding binding = Runs.plan(blade, group, CLONE).binding();
        while (!reached.getAsBoolean()) {
            binding = blade.prepare(group, binding, Runs.soon()).binding();
        }
        return binding;
    }

    private Binding prepared() throws BladeException {
        return Runs.prepared(blade, group, Runs.POLICY).binding();
    }

    /** Takes steps without a pause between them; one that waits for a time to pass gets no further by that. */
    private boolean isWithdrawnAtOnce(Binding binding) throws BladeException {
        Binding newest = binding;
        for (int step = 0; step < STEPS; step++) {
            Advance advance = blade.withdraw(group, newest, Runs.soon());
            newest = advance.binding();
            if (advance.fold(continues -> false, done -> true)) {
                return true;
            }
        }
        return false;
    }
}
