package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Hold;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A withdrawal waits for an establish that may still be carried out, and for nothing else. */
class LateRequestsTest {

    /** More than a group of two pairs needs where nothing is waited for. */
    private static final int STEPS = 10;

    private static final Duration LIMIT = Duration.ofMinutes(15);

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZLATE001", "0100", "0300");
    private Laboratory laboratory;
    private FlashCopyBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.start(directory, "background_tracks_per_second = 5000");
        blade = Laboratory.blade(LabBlades.withLimit(laboratory.settings(), LIMIT));
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    @Test
    void aGroupOfWhichNoEstablishWasSentIsWithdrawnAtOnce() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();

        Binding certain = blade.nothingUnderWay(prepared);

        assertThat(blade.nothingUnderWay(certain)).isEqualTo(certain);
        assertThat(isWithdrawnAtOnce(certain)).isTrue();
        assertThat(laboratory.system().volume("0200").orElseThrow().name()).isEqualTo("BACK_0200");
    }

    /** The control: who cannot tell waits. */
    @Test
    void aGroupOfWhichNobodyKnowsIsWaitedFor() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();

        assertThat(isWithdrawnAtOnce(prepared)).isFalse();
        assertThat(laboratory.system().volume("0200").orElseThrow().name()).isEqualTo("CB_ZLATE001");
    }

    @Test
    void aGroupWhoseEstablishWasAnsweredIsWithdrawnAtOnce_althoughAPartOfItWasMade() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(Kind.PARTIAL_FAILURE, "establish").withElement(1));

        BladeException failure = failure(prepared);

        assertThat(failure.code()).isEqualTo("FLASHCOPY-PAIRS");
        assertThat(laboratory.system().relations()).hasSize(1);
        assertThat(isWithdrawnAtOnce(failure.binding().orElseThrow())).isTrue();
        assertThat(laboratory.system().relations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"LOST_REPLY", "LOST_REQUEST", "SERVER_ERROR"})
    void aGroupWhoseEstablishGaveNoAnswerIsWaitedFor(Kind kind) throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        laboratory.fault(Fault.once(kind, "establish"));

        BladeException failure = failure(prepared);

        assertThat(failure.recovery()).isEqualTo(BladeException.Recovery.LOOK_FIRST);
        assertThat(failure.binding()).isEmpty();
        assertThat(isWithdrawnAtOnce(prepared)).isFalse();
    }

    private BladeException failure(Binding prepared) {
        return catchThrowableOfType(
                BladeException.class, () -> blade.establish(group, prepared, Hold.NONE, Runs.soon()));
    }

    /** Takes steps without a pause between them; one that waits for a time to pass gets no further by that. */
    private boolean isWithdrawnAtOnce(Binding binding) throws BladeException {
        Binding newest = binding;
        for (int step = 0; step < STEPS; step++) {
            var advance = blade.withdraw(group, newest, Runs.soon());
            newest = advance.binding();
            if (advance.fold(continues -> false, done -> true)) {
                return true;
            }
        }
        return false;
    }
}
