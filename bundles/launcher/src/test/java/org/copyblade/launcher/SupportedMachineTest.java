package org.copyblade.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SupportedMachineTest {

    @Test
    void linuxOnTwoArchitectures_isSupportedFromJava17() {
        assertThat(SupportedMachine.objection("Linux", "amd64", 17)).isEmpty();
        assertThat(SupportedMachine.objection("Linux", "aarch64", 25)).isEmpty();
    }

    @Test
    void everythingElse_getsASentence() {
        assertThat(SupportedMachine.objection("Mac OS X", "aarch64", 17))
                .contains("runs on Linux x86-64 and aarch64 only; this machine is Mac OS X on aarch64");
        assertThat(SupportedMachine.objection("Linux", "ppc64le", 17))
                .contains("runs on Linux x86-64 and aarch64 only; this machine is Linux on ppc64le");
        assertThat(SupportedMachine.objection("Linux", "amd64", 16))
                .contains("needs Java 17 or newer; this is Java 16");
    }
}
