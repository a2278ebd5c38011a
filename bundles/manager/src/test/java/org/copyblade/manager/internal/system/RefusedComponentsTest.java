package org.copyblade.manager.internal.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusedComponentsTest {

    @Test
    void reason_isTheMessageOfTheInnermostCause() {
        assertThat(RefusedComponents.reason("java.lang.reflect.InvocationTargetException\n\tat a.B.c(B.java:1)\n"
                        + "Caused by: java.lang.IllegalStateException: outer\n\tat a.B.c(B.java:1)\n"
                        + "Caused by: java.lang.IllegalArgumentException: PG-CONFIG system 'shop': unknown key 'hosst'\n"
                        + "HINT: known keys are host, port\n\tat a.B.c(B.java:1)\n"))
                .isEqualTo("PG-CONFIG system 'shop': unknown key 'hosst'; known keys are host, port");
    }

    @Test
    void reason_withoutCause_isTheFirstLine() {
        assertThat(RefusedComponents.reason("java.lang.NoClassDefFoundError: a/B\n\tat a.C.d(C.java:1)\n"))
                .isEqualTo("a/B");
        assertThat(RefusedComponents.reason("")).isEmpty();
    }
}
