package org.copyblade.lab.ims.internal.check;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.Finding;
import org.copyblade.lab.ims.Rule;
import org.copyblade.lab.ims.internal.log.DurableLog;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.log.TodClock;

/** I3, I5 and I7: logs in themselves, to each other, and against what is known of their ends. */
final class LogChecks {
    private final CopiedSystem copy;
    private final Consumer<Finding> findings;

    LogChecks(CopiedSystem copy, Consumer<Finding> findings) {
        this.copy = copy;
        this.findings = findings;
    }

    void sequence() {
        for (DurableLog log : copy.logs().values()) {
            log.flaws()
                    .forEach(it -> findings.accept(
                            new Finding(Rule.I3, it.text() + (it.recovered() ? "; the other copy has it right" : ""))));
        }
    }

    void sharing(History history) {
        history.changes().forEach((place, steps) -> {
            History.Step before = null;
            for (History.Step step : History.effective(steps, history.committed())) {
                if (before != null
                        && before.change().newVersion() != step.change().oldVersion()) {
                    findings.accept(new Finding(
                            Rule.I5,
                            place + ": version " + before.change().newVersion() + " by "
                                    + before.record().token() + " is followed by a change of version "
                                    + step.change().oldVersion() + " by "
                                    + step.record().token()));
                    return;
                }
                before = step;
            }
        });
    }

    void ends(Evidence evidence) {
        if (!evidence.inForce()) {
            findings.accept(new Finding(Rule.I7, "what held the writes back ended before the copy was complete"));
        }
        evidence.logs().forEach((imsid, range) -> {
            long end = Optional.ofNullable(copy.logs().get(imsid))
                    .map(DurableLog::endLsn)
                    .orElse(0L);
            if (end < range.from() || end > range.to()) {
                findings.accept(new Finding(
                        Rule.I7,
                        String.format(
                                "log of %s ends with %016X, not between %016X and %016X",
                                imsid, end, range.from(), range.to())));
            }
        });
    }

    void acknowledged(List<Evidence.Acknowledged> units) {
        Set<String> committed = new HashSet<>();
        Instant horizon = Instant.MIN;
        for (DurableLog log : copy.logs().values()) {
            log.records().stream()
                    .filter(it -> it.type() == LogRecord.COMMIT)
                    .forEach(it -> committed.add(it.token().toString()));
            if (log.beginLsn() > 1) {
                Instant begin = TodClock.instant(log.records().get(0).tod());
                horizon = begin.isAfter(horizon) ? begin : horizon;
            }
        }
        for (Evidence.Acknowledged unit : units) {
            if (unit.at().isAfter(horizon) && !committed.contains(unit.token())) {
                findings.accept(new Finding(
                        Rule.I2, "unit " + unit.token() + " was acknowledged, and its commit is not in the log"));
            }
        }
    }
}
