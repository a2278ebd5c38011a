package org.copyblade.system.check;

import static org.copyblade.system.check.SystemTrial.demand;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.copyblade.system.check.SystemRule.Impact;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.Settled;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemInfo;
import org.copyblade.system.spi.SystemLayout;

/** Rules of the calls that hold nothing: info, discover, position, settle. */
final class QuestionRules {

    private QuestionRules() {}

    static List<SystemRule> all() {
        return List.of(
                new SystemRule("S1", "info is the same at every call", Impact.NONE, QuestionRules::infoIsConstant),
                new SystemRule("S2", "discover finds the same data sets twice", Impact.NONE, QuestionRules::discover),
                new SystemRule("S2", "exactly one directory tree has a gate", Impact.NONE, QuestionRules::oneGate),
                new SystemRule("S2", "a stopped system is discovered as stopped", Impact.STOPS, QuestionRules::stopped),
                new SystemRule("S3", "the position grows with commits", Impact.NONE, QuestionRules::positionGrows),
                new SystemRule("S4", "settle keeps its bound and holds nothing", Impact.NONE, QuestionRules::settle));
    }

    private static void infoIsConstant(SystemTrial trial) {
        SystemInfo first = trial.system().info();
        for (int i = 0; i < 10; i++) {
            demand(first.equals(trial.system().info()), "info has changed from " + first);
        }
    }

    private static void discover(SystemTrial trial) throws SystemException {
        SystemLayout first = trial.system().discover(trial.deadline());
        SystemLayout second = trial.system().discover(trial.deadline());
        demand(first.running(), "the system runs, but is discovered as stopped");
        demand(!first.dataSets().isEmpty(), "no data set was found");
        demand(first.dataSets().equals(second.dataSets()), "the data sets differ between two looks");
        demand(first.epoch().equals(second.epoch()), "the epoch differs between two looks");
        Set<String> names = new HashSet<>();
        first.dataSets().forEach(set -> demand(names.add(set.name()), "two data sets are named " + set.name()));
    }

    private static void oneGate(SystemTrial trial) throws SystemException {
        List<DataSet> dataSets = trial.system().discover(trial.deadline()).dataSets();
        if (dataSets.stream().anyMatch(dataSet -> dataSet.kind() != DataSet.PlaceKind.PATH)) {
            throw new NotApplicable("the system is not made of directory trees");
        }
        long gates =
                dataSets.stream().filter(dataSet -> dataSet.gate().isPresent()).count();
        demand(gates == 1, gates + " data sets have a gate");
    }

    private static void stopped(SystemTrial trial) throws SystemException {
        SystemLayout running = trial.system().discover(trial.deadline());
        trial.stop();
        SystemLayout down = trial.system().discover(trial.deadline());
        demand(!down.running(), "the system is stopped, but is discovered as running");
        demand(
                names(down).equals(names(running)),
                "running, the data sets are " + names(running) + "; stopped, they are " + names(down));
    }

    private static Set<String> names(SystemLayout layout) {
        Set<String> names = new HashSet<>();
        layout.dataSets().forEach(dataSet -> names.add(dataSet.name()));
        return names;
    }

    private static void positionGrows(SystemTrial trial) throws SystemException {
        Position last = trial.system().position(trial.deadline());
        for (int i = 0; i < 10; i++) {
            trial.fixture().commit();
            Position next = trial.system().position(trial.deadline());
            demand(
                    next.reaches(last) && !last.reaches(next),
                    "after a commit " + last.text() + " became " + next.text());
            last = next;
        }
    }

    private static void settle(SystemTrial trial) throws SystemException {
        long bound = 64L << 20;
        try (Load load = Load.start(trial.fixture())) {
            Settled settled = trial.system().settle(bound, trial.deadline());
            demand(settled.dirtyBytes() <= bound, settled.dirtyBytes() + " bytes are unwritten, asked for " + bound);
            load.demandProgress("after settle");
        }
    }
}
