package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.system.ims.internal.SiteHook.Release;
import org.junit.jupiter.api.Test;

/** Whose answer settles what. */
class TallyTest {

    private final Tally tally = new Tally(Set.of());

    private static Release ended(String... names) {
        return new Release(List.of(names), List.of(), Map.of(), Map.of());
    }

    private static Release idle(String... names) {
        return new Release(List.of(), List.of(names), Map.of(), Map.of());
    }

    private static Release silent(String name) {
        return new Release(List.of(), List.of(), Map.of(), Map.of(name, "no answer"));
    }

    @Test
    void idleSettlesWhatItWasAsked() {
        assertThat(tally.settledBy(idle("A", "B"), true)).isTrue();
        assertThat(tally.release().unknown()).isEmpty();
    }

    @Test
    void idleOfAnotherSettlesNobodyWhoWasSilent_butTheSameQuestionDoes() {
        assertThat(tally.settledBy(silent("A"), true)).isFalse();
        assertThat(tally.settledBy(idle("A", "B"), false)).isFalse();
        assertThat(tally.release().mayBeHeld()).containsExactly("A: no answer");

        assertThat(tally.settledBy(idle("A", "B"), true)).isTrue();
        assertThat(tally.release().unknown()).isEmpty();
    }

    @Test
    void whoDoesNotRunElsewhereMayStillBeHeld() {
        tally.settledBy(silent("A"), true);

        assertThat(tally.settledBy(new Release(List.of(), List.of(), Map.of("A", "not there"), Map.of()), false))
                .isFalse();

        assertThat(tally.release().unknown()).containsOnlyKeys("A");
    }

    @Test
    void theEndOfThisHoldSettlesItWhereverItIsToldOf() {
        tally.settledBy(silent("A"), true);

        assertThat(tally.settledBy(new Release(List.of("A"), List.of("B"), Map.of(), Map.of()), false))
                .isTrue();

        assertThat(tally.gone()).containsExactly("A");
    }

    @Test
    void oneForAllAndEachOfThemAreTheSame() {
        tally.settledBy(silent("the group"), true);

        assertThat(tally.settledBy(ended("A", "B"), false)).isTrue();

        Tally next = new Tally(tally.gone());
        next.settledBy(silent("the group"), true);
        assertThat(next.settledBy(idle("A", "B"), false))
                .as("known from before")
                .isTrue();
    }

    /** Where nobody could be asked, each member is named; one job for all answers for all. */
    @Test
    void whatIsIdleAsOne_isIdleAsEach() {
        tally.settledBy(new Release(List.of(), List.of(), Map.of(), Map.of("A", "no file", "B", "no file")), true);

        assertThat(tally.settledBy(idle("the group"), true)).isTrue();
    }

    @Test
    void whoWasSilentToACorrectionOnlyIsHeardWhenAllAnswerLater() {
        tally.settledBy(silent("A"), false);
        assertThat(tally.release().unknown()).containsOnlyKeys("A");

        assertThat(tally.settledBy(idle("A", "B"), false)).isTrue();

        assertThat(tally.release().unknown()).isEmpty();
    }
}
