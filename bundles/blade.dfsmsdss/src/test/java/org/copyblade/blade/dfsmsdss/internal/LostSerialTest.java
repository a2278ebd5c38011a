package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.copyblade.blade.drive.Runs;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.lab.zos.Devices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source under the serial of its copy, as a z/OS leaves it that died while it was copied back. */
class LostSerialTest {

    private static final String UNIT = "0100";

    @TempDir
    Path directory;

    private final CopyGroup group = Groups.of("ZLOST001", "PR0100", "PR0300");
    private Laboratory laboratory;
    private DfsmsdssBlade blade;

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

    @Test
    void isFoundByItsDeviceNumber_andCopiedBackOnceItHasItsSerial() throws Exception {
        Binding established = Runs.established(blade, group, Runs.POLICY);
        assertThat(errors(established)).isEmpty();
        Devices devices = laboratory.face().sysplex().devices();
        devices.varyOffline(UNIT);
        devices.relabel(UNIT, "BK0200");

        assertThat(errors(established))
                .containsExactly("volume PR0100, which was on device 0100, is not online, and that device is offline:"
                        + " a job that died may have taken its serial");
        assertThat(Runs.errors(blade.plan(Groups.of("ZLOST002", "PR0100"), Runs.POLICY, Runs.soon())))
                .containsExactly("volume PR0100 is not online in the subsystems that 'units' names; offline is device"
                        + " 0100, which may have lost a serial");
        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> Runs.restored(blade, group, established));
        assertThat(failure.code()).isEqualTo("DFSMSDSS-STATE");
        assertThat(failure).hasMessageContaining("volume PR0100, which was on device 0100, is not online");
        assertThat(failure.hint()).contains("ICKDSF REFORMAT UNIT(0100) VERIFY(that serial) VOLID(PR0100)");

        devices.relabel(UNIT, "PR0100");
        devices.varyOnline(UNIT);
        assertThat(errors(established)).isEmpty();
        Runs.restored(blade, group, established);
    }

    /** The other one of the two serials came online first. */
    @Test
    void aCopyThatBearsTheSerialOfItsSourceIsNotTakenForIt() throws Exception {
        Binding established = Runs.established(blade, group, Runs.POLICY);
        Devices devices = laboratory.face().sysplex().devices();
        devices.varyOffline(UNIT);
        devices.relabel("0200", "PR0100");

        assertThat(errors(established)).contains("device 0200, which was volume BK0200, bears serial PR0100 now");
        BladeException failure =
                catchThrowableOfType(BladeException.class, () -> Runs.restored(blade, group, established));
        assertThat(failure.code()).isEqualTo("DFSMSDSS-STATE");
    }

    private List<String> errors(Binding binding) throws BladeException {
        List<BladeFinding> findings = blade.planRestore(group, binding, group.memberNames(), Runs.soon());
        return findings.stream()
                .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                .map(BladeFinding::text)
                .toList();
    }
}
