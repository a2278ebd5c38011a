package org.copyblade.manager.internal.blade;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.copyblade.api.Blades;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.blade.check.BladeRules;
import org.copyblade.blade.check.Rule;
import org.copyblade.blade.check.ScratchDirectories;
import org.copyblade.blade.check.ScratchVolume;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.manager.internal.lease.Lease;

/** Runs the rules of the contract, each under a lease of its own, so that a blade can be upgraded between two of them. */
public final class BladeCheck {

    private static final Duration LOOK = Duration.ofSeconds(60);

    private final BladeRegistry blades;
    private final Duration wait;
    private final BladeName name;

    /**
     * A check of one blade.
     *
     * @param wait how long each rule waits for the blade while it is absent
     */
    public BladeCheck(BladeRegistry blades, Duration wait, BladeName name) {
        this.blades = blades;
        this.wait = wait;
        this.name = name;
    }

    /**
     * Refuses directories that the blade cannot copy; then every rule would fail for that one reason.
     *
     * @param targetPool where targets are taken from; empty: beside the directories
     */
    public List<Blades.RuleResult> run(List<Path> scratch, String targetPool) throws CopybladeException {
        CopyPolicy policy = CopyPolicy.builder().targetPool(targetPool).build();
        AtomicReference<CopyBlade> leased = new AtomicReference<>();
        List<Blades.RuleResult> results = new ArrayList<>();
        try (ScratchDirectories fixture = new ScratchDirectories(leased::get, policy, scratch)) {
            try (Lease<CopyBlade> lease = lease()) {
                refuseUnlessPossible(lease.service(), fixture, policy);
            }
            for (Rule rule : BladeRules.all()) {
                try (Lease<CopyBlade> lease = lease()) {
                    leased.set(lease.service());
                    results.add(result(rule, rule.run(fixture)));
                } finally {
                    leased.set(null); // a blade that leaves must not stay in memory
                }
            }
        }
        return List.copyOf(results);
    }

    private Lease<CopyBlade> lease() throws CopybladeException {
        return blades.leaseAll(List.of(name), wait, () -> false).stream()
                .findFirst()
                .orElseThrow(() -> new CopybladeException(
                        ErrorCode.BLADE_ABSENT, "cannot check blade " + name + ": it is not there"));
    }

    private void refuseUnlessPossible(CopyBlade blade, ScratchDirectories fixture, CopyPolicy policy)
            throws CopybladeException {
        try {
            List<CopyMember> members = new ArrayList<>();
            for (ScratchVolume volume : fixture.volumes()) {
                List<LocatedVolume> located = blade.locate(List.of(volume.host()), Call.within(LOOK));
                if (located.size() != 1) {
                    throw refused(volume.host().toString() + " is not on storage of this blade", List.of());
                }
                members.add(CopyMember.whole(volume.name(), located.get(0).storageId()));
            }
            CopyGroup group = new CopyGroup(new CopyGroupId("ZCHECK00"), members);
            List<BladeFinding> errors = blade.plan(group, policy, Call.within(LOOK)).findings().stream()
                    .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                    .toList();
            if (!errors.isEmpty()) {
                BladeFinding first = errors.get(0);
                throw refused(first.subject() + " " + first.text(), errors);
            }
        } catch (BladeException e) {
            throw new CopybladeException(
                    ErrorCode.COPY_FAILED, "cannot check blade " + name + ": " + e.code() + " " + e.getMessage());
        }
    }

    private CopybladeException refused(String why, List<BladeFinding> errors) {
        List<Finding> findings = errors.stream()
                .map(error -> new Finding(0, Finding.Severity.ERROR, error.subject(), error.text(), error.hint()))
                .toList();
        return new CopybladeException(ErrorCode.VALIDATION_FAILED, "cannot check blade " + name + ": " + why, findings);
    }

    private static Blades.RuleResult result(Rule rule, org.copyblade.blade.check.RuleResult result) {
        Blades.Verdict verdict =
                switch (result.outcome()) {
                    case PASSED -> Blades.Verdict.PASSED;
                    case FAILED -> Blades.Verdict.FAILED;
                    case NOT_APPLICABLE -> Blades.Verdict.NOT_APPLICABLE;
                };
        return new Blades.RuleResult(rule.id(), rule.title(), verdict, result.text());
    }
}
