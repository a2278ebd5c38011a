package org.copyblade.system.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.system.check.SystemRule;
import org.copyblade.system.check.SystemRuleResult;
import org.copyblade.system.check.SystemRuleResult.Outcome;
import org.copyblade.system.check.SystemRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the system kit: for every rule an adapter that breaks it, and is caught. */
@Timeout(60)
class SystemKitCanFailTest {

    private static final Duration IMPATIENT = Duration.ofSeconds(1);

    @ParameterizedTest
    @EnumSource
    void anAdapterWithTheBugIsCaughtByItsRule(SystemBug bug) {
        List<SystemRuleResult> results = SystemRules.all().stream()
                .filter(rule -> rule.id().equals(bug.rule()))
                .map(rule -> run(rule, bug))
                .toList();

        assertThat(results)
                .as(bug + ": " + results)
                .anyMatch(result ->
                        result.outcome() == Outcome.FAILED && !result.text().isBlank());
    }

    @Test
    void everyRuleHasABug() {
        Set<String> broken =
                Arrays.stream(SystemBug.values()).map(SystemBug::rule).collect(Collectors.toSet());
        Set<String> rules = SystemRules.all().stream().map(SystemRule::id).collect(Collectors.toSet());

        assertThat(broken).isEqualTo(rules);
    }

    private static SystemRuleResult run(SystemRule rule, SystemBug bug) {
        try (MemorySystemFixture fixture = new MemorySystemFixture(server -> new BuggySystem(server, bug), IMPATIENT)) {
            return rule.run(fixture);
        }
    }
}
