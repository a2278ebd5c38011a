package org.copyblade.blade.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.check.BladeRules;
import org.copyblade.blade.check.Rule;
import org.copyblade.blade.check.RuleResult;
import org.copyblade.blade.check.RuleResult.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract of a copy blade, one test per rule. A rule that cannot be tried on this blade is skipped with the reason;
 * a missing ability that must be refused cleanly is not skipped.
 */
public abstract class CopyBladeContract {

    /** A fresh fixture for one rule; closed after it. */
    protected abstract BladeFixture open() throws Exception;

    /** All rules. */
    static List<Rule> rules() {
        return BladeRules.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.copyblade.blade.tck.CopyBladeContract#rules")
    void keeps(Rule rule) throws Exception {
        RuleResult result;
        try (BladeFixture fixture = open()) {
            result = rule.run(fixture);
        }
        assumeTrue(result.outcome() != Outcome.NOT_APPLICABLE, result.text());
        assertEquals(Outcome.PASSED, result.outcome(), rule + ": " + result.text());
    }
}
