package org.copyblade.blade.check;

import java.time.Duration;
import java.util.Objects;
import org.copyblade.blade.check.RuleResult.Outcome;
import org.copyblade.blade.spi.BladeException;

/** One rule of the contract, ready to be tried. Immutable. */
public final class Rule {

    /** Tries the rule; returns if the blade keeps it. */
    interface Check {
        void run(Trial trial) throws BladeException;
    }

    private final String id;
    private final String title;
    private final Check check;

    Rule(String id, String title, Check check) {
        this.id = Objects.requireNonNull(id, "id");
        this.title = Objects.requireNonNull(title, "title");
        this.check = Objects.requireNonNull(check, "check");
    }

    /** The number in the contract, for example {@code R14}; several rules may share one. */
    public String id() {
        return id;
    }

    /** What holds, as a sentence. */
    public String title() {
        return title;
    }

    /** Tries the rule on the fixture and removes every copy made for it. */
    public RuleResult run(BladeFixture fixture) {
        long start = System.nanoTime();
        Trial trial = new Trial(fixture);
        RuleResult result = judge(trial);
        String left = trial.cleanUp();
        boolean clean = left.isEmpty() || result.outcome() == Outcome.FAILED;
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return clean
                ? new RuleResult(this, result.outcome(), result.text(), took)
                : new RuleResult(this, Outcome.FAILED, "could not clean up: " + left, took);
    }

    private RuleResult judge(Trial trial) {
        try {
            check.run(trial);
            return new RuleResult(this, Outcome.PASSED, "", Duration.ZERO);
        } catch (NotApplicable e) {
            return new RuleResult(this, Outcome.NOT_APPLICABLE, e.getMessage(), Duration.ZERO);
        } catch (Violation e) {
            return new RuleResult(this, Outcome.FAILED, e.getMessage(), Duration.ZERO);
        } catch (BladeException e) {
            return new RuleResult(
                    this, Outcome.FAILED, "unexpected error " + e.code() + ": " + e.getMessage(), Duration.ZERO);
        } catch (RuntimeException e) {
            // A blade throws BladeException only; whatever else comes is the finding.
            return new RuleResult(this, Outcome.FAILED, "unchecked exception " + e, Duration.ZERO);
        }
    }

    @Override
    public String toString() {
        return id + " " + title;
    }
}
