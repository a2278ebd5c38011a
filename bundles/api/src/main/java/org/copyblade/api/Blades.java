package org.copyblade.api;

import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** The copy blades that are there now. Safe for many threads. */
@ProviderType
public interface Blades {

    /** All blades, also those whose bundle is installed without an endpoint. */
    List<BladeStatus> list();

    /** The same with targets beside the scratch volumes, where the blade can. */
    default List<RuleResult> check(String blade, List<String> scratch) throws CopybladeException {
        return check(blade, scratch, "");
    }

    /**
     * Runs the numbered rules of the blade contract against scratch volumes, on the caller's thread: a minute as a rule, much
     * longer where the storage is slow.
     *
     * @param blade technology, or {@code technology@endpoint}
     * @param scratch paths or volumes that may be overwritten
     * @param targetPool where targets are taken from, as the option {@code target.pool} of a profile; they are overwritten, too;
     *     empty: beside the scratch volumes
     * @throws CopybladeException VALIDATION_FAILED if the blade cannot copy these; BLADE_ABSENT, also if it leaves meanwhile
     */
    List<RuleResult> check(String blade, List<String> scratch, String targetPool) throws CopybladeException;

    /**
     * One rule.
     *
     * @param rule its number, for example R7
     * @param title what it demands
     * @param verdict passed, failed or not applicable
     * @param detail why, empty when passed
     */
    record RuleResult(String rule, String title, Verdict verdict, String detail) {
        public RuleResult {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(verdict, "verdict");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /** Result of a rule. */
    enum Verdict {
        PASSED,
        FAILED,
        NOT_APPLICABLE
    }
}
