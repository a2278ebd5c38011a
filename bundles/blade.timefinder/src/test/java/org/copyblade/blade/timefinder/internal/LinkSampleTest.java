package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.check.BladeRules;
import org.copyblade.blade.check.Rule;
import org.copyblade.blade.check.RuleResult;
import org.copyblade.blade.spi.CopyPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of the contract that links in copy mode keep in a way of their own, on a pool that the profile names; all of them
 * are tried with {@code -Pmatrix}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkSampleTest {

    private final CopyPolicy policy =
            CopyPolicy.builder().method("snapvx-copy").targetPool("00200-00202").build();
    private Laboratory laboratory;
    private LabBlades blades;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        laboratory = Laboratory.start(directory, "");
        blades = new LabBlades(laboratory);
    }

    @AfterAll
    void stop() throws Exception {
        blades.close();
        laboratory.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exposing what is exposed gives the same answer",
                "a writable exposure never changes the copy",
                "conceal ends every exposure, also when repeated",
                "withdraw ends exposures too",
                "restore touches only the members asked for",
                "what list gives is enough to withdraw an orphan"
            })
    void keeps(String title) throws Exception {
        Rule rule = BladeRules.all().stream()
                .filter(candidate -> candidate.title().equals(title))
                .findFirst()
                .orElseThrow();
        RuleResult result;
        try (BladeFixture fixture = new LabFixture(laboratory, blades, policy)) {
            result = rule.run(fixture);
        }

        assertThat(result.outcome()).as(result.text()).isEqualTo(RuleResult.Outcome.PASSED);
    }
}
