package org.copyblade.manager.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.api.Finding;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.profile.BackupOptions;

/** What the options say of each blade of a backup: what does not fit together, and what is said of single blades. Pure. */
final class BladeChoices {

    private BladeChoices() {}

    /**
     * Findings for the blades that copy something.
     *
     * @param blades exact names of all of them
     */
    static List<Finding> check(BackupOptions options, List<BladeName> blades) {
        List<Finding> findings = new ArrayList<>();
        for (BladeName blade : blades) {
            for (Finding finding : Checks.options(options.policy(blade))) {
                findings.add(blades.size() > 1 ? BladeFindings.naming(blade, finding) : finding);
            }
        }
        for (BladeName blade : blades) {
            List<String> said = options.saidOf(blade);
            if (!said.isEmpty()) {
                findings.add(told(blade, said));
            }
        }
        options.bladesNamed().stream()
                .filter(named ->
                        blades.stream().anyMatch(used -> used.technology().equals(named.technology())))
                .filter(named -> blades.stream().noneMatch(used -> named.fits(used.technology(), used.endpoint())))
                .forEach(named -> findings.add(unmatched(named)));
        return List.copyOf(findings);
    }

    private static Finding told(BladeName blade, List<String> said) {
        return new Finding(
                Check.CAPABLE.number(),
                Finding.Severity.NOTE,
                "blade " + blade,
                "goes by options of its own: " + String.join(", ", said),
                "");
    }

    /** One that only other endpoints of its technology copy for would go by another method than its operator believes. */
    private static Finding unmatched(BladeName blade) {
        return new Finding(
                Check.CAPABLE.number(),
                Finding.Severity.WARNING,
                "blade " + blade,
                "copies nothing in this backup, so what is said of it alone has no effect",
                "compare its endpoint with those that slb:plan shows");
    }
}
