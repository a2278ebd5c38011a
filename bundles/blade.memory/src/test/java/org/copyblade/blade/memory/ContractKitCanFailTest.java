package org.copyblade.blade.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.check.BladeRules;
import org.copyblade.blade.check.Rule;
import org.copyblade.blade.check.RuleResult;
import org.copyblade.blade.check.RuleResult.Outcome;
import org.copyblade.blade.spi.CopyBlade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negative control of the contract kit: for every rule a blade that breaks it, and is caught. */
@Timeout(60)
class ContractKitCanFailTest {

    @ParameterizedTest
    @EnumSource
    void aBladeWithTheBugIsCaughtByItsRule(Bug bug) {
        // Some bugs show only at an unlucky moment; the machine gets a few chances to be unlucky.
        List<RuleResult> results = new ArrayList<>();
        for (int i = 0; i < 5 && results.stream().noneMatch(ContractKitCanFailTest::isCaught); i++) {
            BladeRules.all().stream()
                    .filter(rule -> rule.id().equals(bug.rule()))
                    .forEach(rule -> results.add(run(rule, bug)));
        }

        assertThat(results).as(bug + ": " + results).anyMatch(ContractKitCanFailTest::isCaught);
    }

    private static boolean isCaught(RuleResult result) {
        return result.outcome() == Outcome.FAILED && !result.text().isBlank();
    }

    @Test
    void everyRuleHasABug() {
        Set<String> broken = Arrays.stream(Bug.values()).map(Bug::rule).collect(Collectors.toSet());
        Set<String> rules = BladeRules.all().stream().map(Rule::id).collect(Collectors.toSet());

        assertThat(broken).isEqualTo(rules);
    }

    private static RuleResult run(Rule rule, Bug bug) {
        Behaviour behaviour =
                switch (bug) {
                    case CLAIMS_ONE_INSTANT -> Behaviour.files("one");
                    case HOLD_IGNORED,
                            PLAN_TAKES_WHAT_IS_RESERVED,
                            PREDECESSOR_FORGOTTEN,
                            RESTORE_THAT_USED_UP_IS_REFUSED,
                            RESTORE_THAT_USED_UP_IS_DONE_FOR_EVER -> Behaviour.pairs("one");
                    default -> Behaviour.snapshots("one");
                };
        CopyBlade[] buggy = new CopyBlade[1];
        try (MemoryFixture fixture = new MemoryFixture(behaviour, storage -> {
            if (buggy[0] == null) {
                buggy[0] = new BuggyBlade(storage, bug);
            }
            return buggy[0];
        })) {
            return rule.run(fixture);
        }
    }
}
