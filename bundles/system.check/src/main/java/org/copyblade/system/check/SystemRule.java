package org.copyblade.system.check;

import java.time.Duration;
import java.util.Objects;
import org.copyblade.system.check.SystemRuleResult.Outcome;
import org.copyblade.system.spi.SystemException;

/** One rule of the contract, ready to be tried. Immutable. */
public final class SystemRule {

    /** What trying a rule does to the system, from less to more. */
    public enum Impact {
        /** Asks and commits. */
        NONE,
        /** Holds it for moments, or enters backup mode. */
        SUSPENDS,
        /** Stops and starts it. */
        STOPS
    }

    /** Tries the rule; returns if the adapter keeps it. */
    interface Check {
        void run(SystemTrial trial) throws SystemException;
    }

    private final String id;
    private final String title;
    private final Impact impact;
    private final Check check;

    SystemRule(String id, String title, Impact impact, Check check) {
        this.id = Objects.requireNonNull(id, "id");
        this.title = Objects.requireNonNull(title, "title");
        this.impact = Objects.requireNonNull(impact, "impact");
        this.check = Objects.requireNonNull(check, "check");
    }

    /** The number in the contract, for example {@code S6}; several rules may share one. */
    public String id() {
        return id;
    }

    /** What holds, as a sentence. */
    public String title() {
        return title;
    }

    /** What trying it does to the system. */
    public Impact impact() {
        return impact;
    }

    /** Tries the rule; afterwards the system runs again. */
    public SystemRuleResult run(SystemFixture fixture) {
        long start = System.nanoTime();
        SystemTrial trial = new SystemTrial(fixture);
        SystemRuleResult result = judge(trial);
        String left = trial.cleanUp();
        boolean clean = left.isEmpty() || result.outcome() == Outcome.FAILED;
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return clean
                ? new SystemRuleResult(this, result.outcome(), result.text(), took)
                : new SystemRuleResult(this, Outcome.FAILED, "could not clean up: " + left, took);
    }

    private SystemRuleResult judge(SystemTrial trial) {
        try {
            check.run(trial);
            return new SystemRuleResult(this, Outcome.PASSED, "", Duration.ZERO);
        } catch (NotApplicable e) {
            return new SystemRuleResult(this, Outcome.NOT_APPLICABLE, e.getMessage(), Duration.ZERO);
        } catch (Violation e) {
            return new SystemRuleResult(this, Outcome.FAILED, e.getMessage(), Duration.ZERO);
        } catch (SystemException e) {
            return new SystemRuleResult(
                    this, Outcome.FAILED, "unexpected error " + e.code() + ": " + e.getMessage(), Duration.ZERO);
        } catch (RuntimeException e) {
            // An adapter throws SystemException only; whatever else comes is the finding.
            return new SystemRuleResult(this, Outcome.FAILED, "unchecked exception " + e, Duration.ZERO);
        }
    }

    @Override
    public String toString() {
        return id + " " + title;
    }
}
