package org.copyblade.shell.internal.command;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.copyblade.api.Awaited;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.api.SystemAnalysis;
import org.copyblade.api.SystemStatus;
import org.copyblade.shell.internal.outcome.WithAwaited;

/** Systems as people read them. Pure. */
final class SystemTexts {

    private SystemTexts() {}

    /** The same in one list; both kinds of entries have a name, a kind and a problem. */
    static List<Record> all(List<SystemStatus> systems, List<ConfigurationTrouble> troubles) {
        return Stream.<Record>concat(systems.stream(), troubles.stream()).toList();
    }

    /** The same, each system with what its run waits for. */
    static List<Record> withAwaited(
            List<SystemStatus> systems, List<Awaited> awaited, List<ConfigurationTrouble> troubles) {
        Stream<Record> now = systems.stream()
                .map(system -> new WithAwaited(
                        system,
                        system.running()
                                .map(run -> AwaitedTexts.of(run, awaited))
                                .orElse(List.of())));
        return Stream.concat(now, troubles.stream()).toList();
    }

    /** Systems, and below them what else is configured and not in force. */
    static String list(List<SystemStatus> systems, List<ConfigurationTrouble> troubles, Instant now) {
        Table table = new Table(
                "SYSTEM", "KIND", "SUSPENDED", "RUN", "LAST GOOD", "LAST VERIFIED", "OVERDUE", "NEXT RUN", "PROBLEM");
        for (SystemStatus system : systems) {
            table.row(
                    system.name(),
                    system.present() ? system.kind() : "absent",
                    system.suspended() ? "YES" : "no",
                    system.running().map(Object::toString).orElse("-"),
                    Words.age(system.lastGood(), now),
                    Words.age(system.lastVerified(), now),
                    system.overdue().isZero() ? "-" : Words.duration(system.overdue()),
                    Words.time(system.nextRun()),
                    system.problem());
        }
        for (ConfigurationTrouble trouble : troubles) {
            table.row(trouble.name(), trouble.kind(), "-", "-", "-", "-", "-", "-", trouble.problem());
        }
        return table.isEmpty() ? "no system is configured yet; one is a file in config/" : table.text();
    }

    static String analysis(SystemAnalysis analysis) {
        Table table = new Table("DATA SET", "ROLE", "PLACE", "BLADES");
        analysis.dataSets()
                .forEach(dataSet -> table.row(
                        dataSet.name(),
                        dataSet.role(),
                        dataSet.place(),
                        dataSet.blades().isEmpty() ? "NONE" : String.join(", ", dataSet.blades())));
        String nl = System.lineSeparator();
        String head = analysis.system() + " " + analysis.version() + (analysis.running() ? ", runs" : ", IS DOWN");
        String allowed = analysis.allowed().isEmpty() ? "" : nl + "allows: " + String.join("; ", analysis.allowed());
        return head + nl + table.text() + allowed + nl + Words.findings(analysis.findings());
    }
}
