package org.copyblade.system.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.copyblade.system.check.SystemFixture;
import org.copyblade.system.check.SystemRule;
import org.copyblade.system.check.SystemRuleResult;
import org.copyblade.system.check.SystemRuleResult.Outcome;
import org.copyblade.system.check.SystemRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of a protected system, one test per rule. A rule that cannot be tried is skipped with the reason. */
public abstract class ProtectedSystemContract {

    /** A fixture with a running system for one rule; closed after it. */
    protected abstract SystemFixture open() throws Exception;

    /** All rules. */
    static List<SystemRule> rules() {
        return SystemRules.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.copyblade.system.tck.ProtectedSystemContract#rules")
    void keeps(SystemRule rule) throws Exception {
        SystemRuleResult result;
        try (SystemFixture fixture = open()) {
            result = rule.run(fixture);
        }
        assumeTrue(result.outcome() != Outcome.NOT_APPLICABLE, result.text());
        assertEquals(Outcome.PASSED, result.outcome(), rule + ": " + result.text());
    }
}
