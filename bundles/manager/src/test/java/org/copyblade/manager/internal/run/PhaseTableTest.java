package org.copyblade.manager.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.junit.jupiter.api.Test;

/** Every pair of phases of every kind of run is allowed or refused as written here. */
class PhaseTableTest {

    private static final String RESTORE =
            """
            VALIDATE: STOP
            STOP: SAVE RESTORE START
            SAVE: RESTORE START
            RESTORE: RECOVER
            RECOVER: START
            START: RECORD
            """;

    private static final Map<Run.Kind, String> ALLOWED = new EnumMap<>(Map.of(
            Run.Kind.BACKUP,
            """
            VALIDATE: PREPARE WITHDRAW
            PREPARE: SUSPEND ESTABLISH WITHDRAW
            SUSPEND: ESTABLISH RELEASE WITHDRAW
            ESTABLISH: RELEASE AFTER WITHDRAW
            RELEASE: AFTER WITHDRAW
            AFTER: PROVE WITHDRAW
            PROVE: RECORD WITHDRAW
            RECORD: WITHDRAW
            """,
            Run.Kind.RESTORE,
            RESTORE,
            Run.Kind.UNDO,
            RESTORE,
            Run.Kind.VERIFY,
            """
            VALIDATE: TRY_OUT
            TRY_OUT: RECORD
            """,
            Run.Kind.DELETE,
            """
            VALIDATE: WITHDRAW
            WITHDRAW: RECORD
            """,
            Run.Kind.EXTRACT,
            """
            VALIDATE: EXTRACT
            """));

    private static Set<String> pairs(String table) {
        Set<String> pairs = new HashSet<>();
        table.lines().forEach(line -> {
            String from = line.substring(0, line.indexOf(':'));
            for (String to : line.substring(line.indexOf(':') + 2).split(" ")) {
                pairs.add(from + " " + to);
            }
        });
        return pairs;
    }

    @Test
    void everyPair_isAllowedOrRefused() {
        for (Run.Kind kind : Run.Kind.values()) {
            Set<String> allowed = pairs(ALLOWED.get(kind));
            for (Phase from : Phase.values()) {
                for (Phase to : Phase.values()) {
                    assertThat(PhaseTable.allows(kind, from, to))
                            .as("%s from %s to %s", kind, from, to)
                            .isEqualTo(from == to || allowed.contains(from + " " + to));
                    assertThat(PhaseTable.after(kind, from).contains(to)).isEqualTo(allowed.contains(from + " " + to));
                }
            }
        }
    }

    @Test
    void everyPhaseOfARun_canBeReachedFromItsBegin() {
        for (Run.Kind kind : Run.Kind.values()) {
            Set<Phase> reached = new HashSet<>(Set.of(Phase.VALIDATE));
            int before = 0;
            while (reached.size() > before) {
                before = reached.size();
                Set.copyOf(reached).forEach(phase -> reached.addAll(PhaseTable.after(kind, phase)));
            }
            Set<Phase> named = new HashSet<>(Set.of(Phase.VALIDATE));
            for (Phase phase : Phase.values()) {
                if (!PhaseTable.after(kind, phase).isEmpty()) {
                    named.add(phase);
                }
            }
            assertThat(reached).as("%s", kind).containsAll(named);
        }
    }
}
