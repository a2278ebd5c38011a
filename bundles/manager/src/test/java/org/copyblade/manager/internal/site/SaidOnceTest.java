package org.copyblade.manager.internal.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SaidOnceTest {

    private final SaidOnce said = new SaidOnce();

    @Test
    void aProblemIsNewsOnce_andAgainAfterATryWithoutIt() {
        assertThat(said.isNews("gone")).isTrue();
        assertThat(said.isNews("gone")).isFalse();
        assertThat(said.isNews("torn")).isTrue();
        assertThat(said.isNews("")).isFalse();
        assertThat(said.isNews("torn")).isTrue();
    }
}
