package org.copyblade.blade.dfsmsdss.internal.zos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.junit.jupiter.api.Test;

class DeviceListTest {

    private static final List<String> ANSWER = List.of(
            "IEE459I 14.13.58 DEVSERV QDASD 123",
            " UNIT VOLSER SCUTYPE DEVTYPE     CYL  SSID SCU-SERIAL DEV-SERIAL EFC",
            " 8100 PR0100 2107961 2107900   10017  FF01 0175-ABC11 0175-ABC11 *OK",
            "08101 PR0101 2107961 2107900    1113  FF01 75ABC11 75ABC11 *OK",
            " 8102 ------ 2107961 2107900   10017  FF01 0175-ABC11 0175-ABC11 OFFLINE",
            "****     2 DEVICE(S) MET THE SELECTION CRITERIA");

    @Test
    void eachVolumeThatHasASerialIsRead() {
        assertThat(DeviceList.read(ANSWER, "01"))
                .containsExactly(
                        new Device(new Volser("PR0100"), "8100", "2107900", 10_017, "2107-75ABC11", "01"),
                        new Device(new Volser("PR0101"), "8101", "2107900", 1113, "2107-75ABC11", "01"));
    }

    @Test
    void aDeviceWithoutOneIsOffline() {
        assertThat(DeviceList.offline(ANSWER)).containsExactly("8102");
    }

    @Test
    void theHoldDomainIsCalledAsTheFlashCopyBladeCallsIt() {
        assertThat(DeviceList.read(ANSWER, "01").get(0).holdDomain()).isEqualTo("2107-75ABC11/01");
    }

    @Test
    void theCommandNamesAWholeSubsystem() {
        assertThat(DeviceList.command(0x8100)).isEqualTo("DS QD,8100,256");
    }

    @Test
    void anythingElseHasNoVolumes() {
        assertThat(DeviceList.read(List.of("IEE538I NO DEVICES MET THE CRITERIA", ""), "01"))
                .isEmpty();
    }
}
