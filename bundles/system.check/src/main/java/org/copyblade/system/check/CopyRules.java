package org.copyblade.system.check;

import static org.copyblade.system.check.SystemTrial.demand;

import java.util.List;
import org.copyblade.system.check.SystemRule.Impact;
import org.copyblade.system.spi.CopyChecker.CheckReport;
import org.copyblade.system.spi.CopyChecker.CopyPosition;
import org.copyblade.system.spi.CopyChecker.ExposedDataSet;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;

/** Rules of looking into copies. The copy is taken while the system is stopped. */
final class CopyRules {

    private CopyRules() {}

    static List<SystemRule> all() {
        return List.of(
                new SystemRule(
                        "S16", "a whole copy is complete and reaches its position", Impact.STOPS, CopyRules::whole),
                new SystemRule("S16", "a copy that ends too early is not complete", Impact.STOPS, CopyRules::tooShort),
                new SystemRule("S17", "a clone of a whole copy passes its checks", Impact.STOPS, CopyRules::tryOut));
    }

    /** A copy, what it was made of, and a position it is sure to hold. */
    private record Copied(SystemLayout layout, List<ExposedDataSet> dataSets, Position position) {}

    private static Copied copied(SystemTrial trial) throws SystemException {
        SystemCopies copies = trial.copies();
        trial.checker();
        SystemLayout layout = trial.system().discover(trial.deadline());
        trial.fixture().commit();
        Position position = trial.system().position(trial.deadline());
        trial.stop();
        List<ExposedDataSet> dataSets = copies.copy(layout);
        trial.start();
        trial.fixture().commit();
        return new Copied(layout, dataSets, position);
    }

    private static void whole(SystemTrial trial) throws SystemException {
        Copied copied = copied(trial);
        CopyPosition found =
                trial.checker().inspect(copied.layout(), copied.dataSets(), copied.position(), trial.deadline());
        demand(found.complete(), "a whole copy is reported incomplete: " + found.why());
        demand(
                found.position().reaches(copied.position()),
                "the copy holds " + copied.position().text() + ", but only "
                        + found.position().text() + " was found");
    }

    private static void tooShort(SystemTrial trial) throws SystemException {
        Copied copied = copied(trial);
        Position position = copied.position();
        Position beyond = new Position("beyond " + position.text(), position.order() + (1L << 40), position.epoch());
        CopyPosition found = trial.checker().inspect(copied.layout(), copied.dataSets(), beyond, trial.deadline());
        demand(!found.complete(), "a copy that ends before the wanted position is reported complete");
        demand(!found.why().isBlank(), "an incomplete copy is not explained");
    }

    private static void tryOut(SystemTrial trial) throws SystemException {
        Copied copied = copied(trial);
        try (Load load = Load.start(trial.fixture())) {
            CheckReport report =
                    trial.checker().tryOut(copied.layout(), copied.dataSets(), List.of(), trial.deadline());
            demand(report.passed(), "the clone of a whole copy fails: " + report.failures());
            demand(!report.checks().isEmpty(), "the clone passed without any check");
            load.demandProgress("while a clone was tried out");
        }
        Position now = trial.system().position(trial.deadline());
        demand(now.reaches(copied.position()), "the try-out has changed the original");
    }
}
