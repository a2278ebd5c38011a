package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import org.copyblade.blade.dfsmsdss.internal.InMemoryZos.ReleaseFault;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Release;
import org.junit.jupiter.api.Test;

/** Somebody edits the address of z/OSMF while writes are held. */
class ReleaseAfterEditTest {

    private final InMemoryZos zos = InMemoryFixture.zos();
    private final DfsmsdssBlade blade = InMemoryFixture.blade(zos);
    private final CopyGroup group = Groups.of("ZEDIT001", "PR0100", "PR0101");

    /** By a job that has not come to the command that lets writes go. */
    private Binding held() throws BladeException {
        Binding prepared = Runs.prepared(blade, group, Runs.POLICY).binding();
        zos.releaseFault = ReleaseFault.ABEND;
        zos.volume("PR0100").freeze();
        catchThrowableOfType(
                BladeException.class,
                () -> blade.establish(group, prepared, Hold.atMost(Duration.ofSeconds(30)), Runs.soon()));
        return prepared;
    }

    @Test
    void writesAreLetGoWhereTheyWereHeld_thoughTheEndpointNamesAnAddressNow_whereNobodyAnswers() throws Exception {
        Binding held = held();
        Map<String, Object> dead = Map.of(
                "endpoint", "zos1",
                "prefix", "SYS2.COPYBLD",
                "units", "01=8100",
                "host", "localhost",
                "port", 1,
                "user", "STGADM",
                ".password", "secret",
                "certificate.sha256", "AB".repeat(32));
        blade.modified(SettingsReaderTest.config(dead), SettingsReaderTest.access(dead), dead);

        assertThat(blade.release(group, held, Runs.soon())).isEqualTo(Release.LOST);

        assertThat(zos.volume("PR0100").isFrozen()).isFalse();
        assertThat(catchThrowableOfType(BladeException.class, () -> blade.release(group, held, Runs.soon()))
                        .code())
                .as("what was released is forgotten")
                .isEqualTo("DFSMSDSS-DOWN");
    }

    @Test
    void anotherZosIsNotBelievedThatNothingIsHeld() throws Exception {
        Binding held = held();
        InMemoryZos other = new InMemoryZos();
        other.volume("XX0001", new InMemoryVolume(0x8100, 10, "75-XYZ99"));

        BladeException refused = catchThrowableOfType(
                BladeException.class, () -> InMemoryFixture.blade(other).release(group, held, Runs.soon()));

        assertThat(refused.code()).isEqualTo("DFSMSDSS-SYSTEM");
        assertThat(refused)
                .hasMessage("cannot let writes go for ZEDIT001: endpoint 'zos1' knows nothing of it, and volume PR0100,"
                        + " which was on device 8100, is not online, and that device bears serial XX0001");
        assertThat(other.allJobs()).isEmpty();
        assertThat(InMemoryFixture.blade(zos).release(group, held, Runs.soon())).isEqualTo(Release.LOST);
        assertThat(zos.volume("PR0100").isFrozen()).isFalse();
    }
}
