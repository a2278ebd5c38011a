package org.copyblade.system.postgresql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.copyblade.demo.fixture.PostgresBinaries;
import org.copyblade.system.check.SystemRule;
import org.copyblade.system.check.SystemRuleResult;
import org.copyblade.system.check.SystemRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The contract on servers of other versions than that of all other tests: older ones have other words for backup mode, newer
 * ones another control file. Their programs are in jars, which the build fetches for the matrix only.
 */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class OtherVersionsTest {

    private static final Path JARS = Path.of("target/servers");

    private TestServer test;

    @TestFactory
    Stream<DynamicNode> keeps() throws IOException {
        PostgresBinaries.unsupportedReason().ifPresent(reason -> assumeTrue(false, reason));
        try (Stream<Path> jars = Files.list(JARS)) {
            List<Path> found = jars.sorted().toList();
            assertThat(found).as("servers of other versions in " + JARS).hasSizeGreaterThan(3);
            return found.stream()
                    .map(jar -> dynamicContainer(
                            jar.getFileName().toString(),
                            Stream.concat(
                                    Stream.of(dynamicTest("starts", () -> start(jar))),
                                    SystemRules.all().stream().map(this::kept))));
        }
    }

    /** Of one version after the other; the server of the one before is not needed any more. */
    private void start(Path jar) throws IOException {
        stop();
        test = TestServer.start(PostgresBinaries.of(jar), options -> options);
    }

    private DynamicTest kept(SystemRule rule) {
        return dynamicTest(rule.toString(), () -> {
            SystemRuleResult result;
            try (ServerFixture fixture = new ServerFixture(test)) {
                result = rule.run(fixture);
            }
            assumeTrue(result.outcome() != SystemRuleResult.Outcome.NOT_APPLICABLE, result.text());
            assertThat(result.outcome()).as(result.text()).isEqualTo(SystemRuleResult.Outcome.PASSED);
        });
    }

    @AfterEach
    void stop() throws IOException {
        if (test != null) {
            test.close();
            test = null;
        }
    }
}
