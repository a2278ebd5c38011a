package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.copyblade.system.check.SystemRule;
import org.copyblade.system.check.SystemRuleResult;
import org.copyblade.system.check.SystemRuleResult.Outcome;
import org.copyblade.system.check.SystemRules;
import org.junit.jupiter.api.Test;

/** Negative control: a group that only says that it holds does not pass for one that does. */
class KitCanFailTest {

    @Test
    void aHookThatHoldsNothingIsFoundOut() throws Exception {
        SystemRule rule = SystemRules.all().stream()
                .filter(candidate -> candidate.title().equals("resume says in force, and commits go on"))
                .findFirst()
                .orElseThrow();
        try (PlexFixture fixture = new PlexFixture()) {
            fixture.plex().member("IMS1").lie();
            fixture.plex().member("IMS2").lie();

            SystemRuleResult result = rule.run(fixture);

            assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.text()).contains("held and resumed, but BROKEN: the logs moved");
        }
    }
}
