package org.copyblade.blade.dfsmsdss.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.zos.Device;
import org.junit.jupiter.api.Test;

class UnitsTest {

    private static final Map<String, String> NOTED = Map.of("PR0100", "8100", "TG0001", "8200");

    private final Map<Volser, Device> online = new HashMap<>();

    @Test
    void aVolumeUnderItsSerialIsNotLost() {
        online("PR0100", "8100");
        assertThat(loss("PR0100")).isEmpty();
    }

    @Test
    void aDeviceMayGetAnotherNumber() {
        online("PR0100", "9100");
        assertThat(loss("PR0100")).isEmpty();
        assertThat(new Units(online, Set.of()).loss("PR0100", Map.of())).isEmpty();
    }

    @Test
    void aSerialThatTheOtherVolumeOfThePairBearsIsItsOwnNoMore() {
        online("PR0100", "8200");

        assertThat(loss("PR0100"))
                .hasValue(new Units.Loss(
                        "device 8200, which was volume TG0001, bears serial PR0100 now",
                        "vary it offline, set its own again by ICKDSF REFORMAT UNIT(8200) VERIFY(PR0100) VOLID(TG0001),"
                                + " then vary it online"));
    }

    @Test
    void aDeviceUnderAnotherSerialIsRecognised() {
        online("XX0000", "8100");

        assertThat(loss("PR0100")).hasValueSatisfying(loss -> assertThat(loss.text())
                .isEqualTo("volume PR0100, which was on device 8100, is not online, and that device bears"
                        + " serial XX0000"));
    }

    @Test
    void aDeviceThatIsOfflineIsNamed() {
        assertThat(new Units(online, Set.of("8100")).loss("PR0100", NOTED))
                .hasValueSatisfying(loss -> assertThat(loss.text())
                        .isEqualTo("volume PR0100, which was on device 8100, is not online, and that device is offline:"
                                + " a job that died may have taken its serial"));
    }

    @Test
    void ofAVolumeThatNobodyHasNotedNothingMoreIsKnown() {
        assertThat(new Units(online, Set.of("8100")).loss("PR0100", Map.of()))
                .hasValue(new Units.Loss("volume PR0100 is not online", "vary it online"));
    }

    @Test
    void aFewDevicesAreShown() {
        assertThat(new Units(Map.of(), Set.of()).offlineText()).isEmpty();
        assertThat(new Units(Map.of(), Set.of("8100")).offlineText())
                .isEqualTo("; offline is device 8100, which may have lost a serial");
        assertThat(new Units(Map.of(), Set.of("1", "2", "3", "4", "5", "6", "7", "8", "9")).offlineText())
                .isEqualTo("; offline are devices 1, 2, 3, 4, 5, 6, 7, 8 and 1 more, which may have lost a serial");
    }

    private Optional<Units.Loss> loss(String volser) {
        return new Units(online, Set.of()).loss(volser, NOTED);
    }

    private void online(String volser, String unit) {
        online.put(new Volser(volser), new Device(new Volser(volser), unit, "2107900", 5, "2107-75ABC11", "01"));
    }
}
