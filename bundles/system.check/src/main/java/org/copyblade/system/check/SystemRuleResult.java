package org.copyblade.system.check;

import java.time.Duration;
import java.util.Objects;

/**
 * How a rule fared.
 *
 * @param rule the rule
 * @param outcome kept, broken, or not tried
 * @param text how it was broken, or why it was not tried; empty when kept
 * @param took time it took, clean-up included
 */
public record SystemRuleResult(SystemRule rule, Outcome outcome, String text, Duration took) {

    /** Kept, broken, or not tried. */
    public enum Outcome {
        PASSED,
        FAILED,
        NOT_APPLICABLE
    }

    public SystemRuleResult {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(took, "took");
    }
}
