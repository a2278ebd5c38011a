package org.copyblade.manager.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Finding;
import org.copyblade.api.Finding.Severity;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.rig.InMemoryCatalog;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.SystemLayout;
import org.junit.jupiter.api.Test;

class SetupGateTest {

    private static final Finding BROKEN = new Finding(7, Severity.ERROR, "target pool", "is full", "");

    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private final SetupGate gate = new SetupGate(catalog);

    private static BackupOptions options(boolean prevent) {
        return BackupOptions.of(
                "nightly",
                Map.of("system", "bank", "blade", "memory", "prevent.revalidation", String.valueOf(prevent)));
    }

    private static Planner.Planned planned(String fingerprint, Finding... findings) {
        return new Planner.Planned(
                new SystemLayout(true, "1", List.of(), new Epoch("1"), List.of(), List.of(), List.of()),
                List.of(),
                Set.of(),
                true,
                false,
                new Generations.Choice(1, Optional.empty(), 1, List.of()),
                fingerprint,
                List.of(findings));
    }

    private List<Finding> check(boolean prevent, Planner.Planned planned) throws Exception {
        return gate.check(options(prevent), planned, Instant.EPOCH);
    }

    @Test
    void validSetup_saysNothing() throws Exception {
        gate.store("nightly", planned("a"), Instant.EPOCH);
        assertThat(check(false, planned("a"))).isEmpty();
        assertThat(check(true, planned("a"))).isEmpty();
    }

    @Test
    void changedFingerprint_runsSetupAgain_andIsRemembered() throws Exception {
        gate.store("nightly", planned("a"), Instant.EPOCH);
        assertThat(check(false, planned("b")))
                .extracting(Finding::check, Finding::severity)
                .containsExactly(tuple(22, Severity.NOTE));
        assertThat(catalog.setup("nightly").orElseThrow().fingerprint()).isEqualTo("b");
        assertThat(check(false, planned("b"))).isEmpty();
    }

    @Test
    void noSetup_orAFailedOne_isNone() throws Exception {
        assertThat(check(false, planned("a"))).extracting(Finding::severity).containsExactly(Severity.NOTE);
        gate.store("nightly", planned("a", BROKEN), Instant.EPOCH);
        assertThat(check(true, planned("a"))).extracting(Finding::severity).containsExactly(Severity.ERROR);
    }

    @Test
    void preventedRevalidation_refuses_andKeepsTheOldSetup() throws Exception {
        gate.store("nightly", planned("a"), Instant.EPOCH);
        assertThat(check(true, planned("b")))
                .extracting(Finding::check, Finding::severity, Finding::hint)
                .containsExactly(tuple(22, Severity.ERROR, "run slb:setup nightly"));
        assertThat(catalog.setup("nightly").orElseThrow().fingerprint()).isEqualTo("a");
    }

    @Test
    void planThatIsImpossible_isNotStoredAsASetup() throws Exception {
        assertThat(check(false, planned("b", BROKEN))).isEmpty();
        assertThat(catalog.setup("nightly")).isEmpty();
    }
}
