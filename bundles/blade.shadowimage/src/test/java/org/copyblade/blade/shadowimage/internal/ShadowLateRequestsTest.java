package org.copyblade.blade.shadowimage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.shadowimage.internal.array.GroupName;
import org.copyblade.blade.shadowimage.internal.array.NewPair;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.Hold;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A withdrawal waits for a pair that may still be made, and for nothing else. */
class ShadowLateRequestsTest {

    /** More than a group of two pairs needs where nothing is waited for. */
    private static final int STEPS = 40;

    private static final CopyPolicy THIN = CopyPolicy.builder()
            .method("thin-image")
            .backgroundCopy(BackgroundCopy.NOCOPY)
            .build();

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZLATE001", 256, 257);
    private Laboratory laboratory;
    private ShadowImageBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory);
        blade = Laboratory.blade(Laboratory.patient(laboratory.settings(), Duration.ofMinutes(15)));
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @Test
    void pairsOfWhichEachRequestWasAnswered_areWithdrawnAtOnce() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();

        assertThat(isWithdrawnAtOnce(prepared)).isTrue();
        assertThat(laboratory.system().relations()).isEmpty();
    }

    /** The control, and why: a late first request makes a copy group of its own. */
    @Test
    void pairsThatMayStillBeMade_areWaitedFor_howeverFarTheCopyGot() throws Exception {
        laboratory.fault(Fault.once(Kind.LOST_REQUEST, "create-pair"));
        Binding lost = creatingUntil(laboratory::hasNoFaults);
        Binding again = Runs.withRetries(blade, group, lost, 0).binding();
        Binding established =
                blade.establish(group, again, Hold.NONE, Runs.soon()).binding();
        Runs.settled(blade, group, established);

        assertThat(isWithdrawnAtOnce(established)).as("and established").isFalse();
        assertThat(isWithdrawnAtOnce(again)).as("made by the second request").isFalse();
        assertThat(isWithdrawnAtOnce(lost)).isFalse();
        assertThat(laboratory.system().relations()).isEmpty();
        laboratory
                .stranger()
                .create(new NewPair(GroupName.of("ZLATE001"), "v256", 256, 512, 0, 15, false), true, Runs.soon());
        withdrawnOf(1, again);
    }

    /** A late snapshot makes its group anew, too. */
    @Test
    void snapshotsThatMayStillBeMade_areWaitedFor() throws Exception {
        laboratory.fault(Fault.once(Kind.LOST_REQUEST, "create-snapshot"));
        Binding again = Runs.prepared(blade, group, THIN).binding();

        assertThat(isWithdrawnAtOnce(again)).isFalse();
        Binding certain = Runs.prepared(blade, group, THIN).binding();
        assertThat(isWithdrawnAtOnce(certain)).as("the control").isTrue();
    }

    @Test
    void pairsThatTheStorageRefusesToMake_areWithdrawnAtOnce() throws Exception {
        Binding looked = blade.prepare(
                        group, Runs.plan(blade, group, Runs.POLICY).binding(), Runs.soon())
                .binding();
        laboratory
                .stranger()
                .create(new NewPair(GroupName.of("THEIRS"), "x", 258, 513, 0, 15, false), true, Runs.soon());

        BladeException refusal = refused(looked);
        assertThat(refusal.code()).isEqualTo("SHADOWIMAGE-TAKEN");
        assertThat(refusal).hasMessageContaining("m257: target 513 is in copy group THEIRS");
        assertThat(laboratory.system().relations()).as("theirs stays").hasSize(1);
    }

    @Test
    void pairsThatTheUserMayNotMake_areWithdrawnAtOnce() throws Exception {
        laboratory.fault(Fault.once(Kind.UNAUTHORIZED, "create-pair").hitting(0, 0));

        assertThat(refused(Runs.plan(blade, group, Runs.POLICY).binding()).code())
                .isEqualTo("SHADOWIMAGE-CREDENTIALS");
    }

    /** Whoever died while it was sent has left the binding of before. */
    @Test
    void pairsOfWhichNobodyKnows_areWaitedFor() throws Exception {
        Binding before = Runs.plan(blade, group, Runs.POLICY).binding();
        Binding after = before;
        while (laboratory.carriedOut("create-pair") == 0) {
            before = after;
            after = blade.prepare(group, before, Runs.soon()).binding();
        }

        assertThat(isWithdrawnAtOnce(before)).isFalse();
    }

    /** The refusal that ends prepare, after which the binding of the last step is withdrawn at once. */
    private BladeException refused(Binding begun) throws BladeException {
        Binding binding = begun;
        for (int step = 0; step < STEPS; step++) {
            try {
                binding = blade.prepare(group, binding, Runs.soon()).binding();
            } catch (BladeException refusal) {
                laboratory.face().array().faults().clear();
                assertThat(refusal.recovery()).isNotEqualTo(BladeException.Recovery.RETRY);
                assertThat(isWithdrawnAtOnce(binding)).isTrue();
                return refusal;
            }
        }
        throw new AssertionError("nothing was refused");
    }

    private Binding creatingUntil(BooleanSupplier reached) throws BladeException {
        Binding binding = Runs.plan(blade, group, Runs.POLICY).binding();
        while (!reached.getAsBoolean()) {
            binding = blade.prepare(group, binding, Runs.soon()).binding();
        }
        return binding;
    }

    /** What came late goes like what came in time. */
    private void withdrawnOf(int pairs, Binding binding) throws BladeException {
        assertThat(laboratory.system().relations()).hasSize(pairs);
        Binding newest = binding;
        while (!List.copyOf(laboratory.system().relations()).isEmpty()) {
            newest = blade.withdraw(group, newest, Runs.soon()).binding();
        }
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
