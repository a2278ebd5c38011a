package org.copyblade.blade.spi;

import java.util.List;
import java.util.Objects;

/**
 * What a blade would do for a group; nothing has changed yet.
 *
 * @param copies one line per member
 * @param holds what a hold of this group would act on, in order
 * @param headroom what is left
 * @param findings what forbids or endangers the copy
 * @param binding to be handed to {@link CopyBlade#prepare}, and enough for query and withdraw should prepare never answer
 */
public record CopyPlan(
        List<PlannedCopy> copies,
        List<HoldDomain> holds,
        Headroom headroom,
        List<BladeFinding> findings,
        Binding binding) {

    public CopyPlan {
        copies = List.copyOf(copies);
        holds = holds.stream().sorted().distinct().toList();
        Objects.requireNonNull(headroom, "headroom");
        findings = List.copyOf(findings);
        Objects.requireNonNull(binding, "binding");
    }

    /** Whether no finding forbids the copy. */
    public boolean isPossible() {
        return findings.stream().noneMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR);
    }
}
