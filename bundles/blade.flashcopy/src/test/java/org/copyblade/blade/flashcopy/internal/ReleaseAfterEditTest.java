package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.copyblade.blade.drive.LabSlots;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Release;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody edits the address of the endpoint while writes are held. */
class ReleaseAfterEditTest {

    private static final Hold HOLD = Hold.atMost(Duration.ofSeconds(30));

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZEDIT001", "0100", "0101");
    private Laboratory laboratory;
    private FlashCopyBlade blade;

    @BeforeEach
    void start() throws Exception {
        laboratory = Laboratory.large(directory, List.of(LabSeed.SERIAL, "75XYZ99"), 2);
        blade = Laboratory.blade(laboratory.settings(0, 32));
    }

    @AfterEach
    void stop() throws Exception {
        blade.close();
        laboratory.close();
    }

    private static void editTo(FlashCopyBlade blade, String fingerprint) {
        Map<String, Object> dead = Map.of(
                "endpoint", "lab0",
                "host", "localhost",
                "port", 1,
                "user", "admin",
                ".password", "secret",
                "certificate.sha256", fingerprint,
                "target.volumes", "0200-02FF");
        blade.modified(SettingsReaderTest.config(dead), dead);
    }

    private Binding held() throws BladeException {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        return blade.establish(group, prepared, HOLD, Runs.soon()).binding();
    }

    /** Whether whoever writes is not kept waiting. */
    private void assertWritesGo() throws Exception {
        assertThat(laboratory.carriedOut("unfreeze")).isEqualTo(1);
        LabSlots.on(laboratory.system().host("0100")).write("content", new byte[] {1});
    }

    @Test
    void writesAreLetGoWhereTheyWereHeld_thoughTheEndpointNamesAnAddressNow_whereNobodyAnswers() throws Exception {
        Binding held = held();
        editTo(blade, laboratory.face().fingerprint());

        assertThat(blade.release(group, held, Runs.soon())).isEqualTo(Release.BY_CLOCK);

        assertWritesGo();
        assertThat(catchThrowableOfType(BladeException.class, () -> blade.release(group, held, Runs.soon()))
                        .code())
                .as("what was released is forgotten")
                .isEqualTo("FLASHCOPY-DOWN");
    }

    @Test
    void releaseWithoutAnAnswer_isRepeatedWhereWritesWereHeld() throws Exception {
        Binding held = held();
        laboratory.fault(Fault.once(Kind.SERVER_ERROR, "unfreeze"));
        catchThrowableOfType(BladeException.class, () -> blade.release(group, held, Runs.soon()));
        editTo(blade, laboratory.face().fingerprint());

        blade.release(group, held, Runs.soon());

        assertWritesGo();
    }

    /** Its volumes of the same names are somebody else's. */
    @Test
    void nothingIsCopiedOnAnotherStorageThanWasPrepared() throws Exception {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        FlashCopyBlade elsewhere = Laboratory.blade(laboratory.settings(1, 32));

        BladeException refused = catchThrowableOfType(
                BladeException.class, () -> elsewhere.establish(group, prepared, HOLD, Runs.soon()));

        assertThat(refused.code()).isEqualTo("FLASHCOPY-SYSTEM");
        assertThat(laboratory.carriedOut("establish")).isZero();
        elsewhere.close();
    }

    /** It has a subsystem of that name, too, in which another group may be held. */
    @Test
    void anotherStorageIsNotTold() throws Exception {
        Binding held = held();
        FlashCopyBlade elsewhere = Laboratory.blade(laboratory.settings(1, 32));

        BladeException refused =
                catchThrowableOfType(BladeException.class, () -> elsewhere.release(group, held, Runs.soon()));

        assertThat(refused.code()).isEqualTo("FLASHCOPY-SYSTEM");
        assertThat(refused)
                .hasMessage("cannot let writes go for ZEDIT001: it was planned on 2107-75ABC11, and endpoint 'lab1'"
                        + " drives 2107-75XYZ99");
        assertThat(laboratory.carriedOut("unfreeze")).isZero();
        FlashCopyBlade next = Laboratory.blade(laboratory.settings(0, 32));
        assertThat(next.release(group, held, Runs.soon())).isEqualTo(Release.BY_CLOCK);
        assertWritesGo();
        next.close();
        elsewhere.close();
    }
}
