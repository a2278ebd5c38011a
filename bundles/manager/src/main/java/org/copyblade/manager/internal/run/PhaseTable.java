package org.copyblade.manager.internal.run;

import static org.copyblade.api.Phase.AFTER;
import static org.copyblade.api.Phase.ESTABLISH;
import static org.copyblade.api.Phase.EXTRACT;
import static org.copyblade.api.Phase.PREPARE;
import static org.copyblade.api.Phase.PROVE;
import static org.copyblade.api.Phase.RECORD;
import static org.copyblade.api.Phase.RECOVER;
import static org.copyblade.api.Phase.RELEASE;
import static org.copyblade.api.Phase.RESTORE;
import static org.copyblade.api.Phase.SAVE;
import static org.copyblade.api.Phase.START;
import static org.copyblade.api.Phase.STOP;
import static org.copyblade.api.Phase.SUSPEND;
import static org.copyblade.api.Phase.TRY_OUT;
import static org.copyblade.api.Phase.VALIDATE;
import static org.copyblade.api.Phase.WITHDRAW;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;

/**
 * Which phase may follow which, for each kind of run. Every run begins in VALIDATE and may end in any phase.
 *
 * <pre>
 *   BACKUP   VALIDATE, PREPARE, SUSPEND, ESTABLISH, RELEASE, AFTER, PROVE, RECORD, WITHDRAW
 *            where nothing is held: PREPARE, ESTABLISH, AFTER; a failed one: any, WITHDRAW
 *   RESTORE  VALIDATE, STOP, SAVE, RESTORE, RECOVER, START, RECORD; without undo copy: STOP, RESTORE
 *   UNDO     as RESTORE
 *   VERIFY   VALIDATE, TRY_OUT, RECORD
 *   DELETE   VALIDATE, WITHDRAW, RECORD
 *   EXTRACT  VALIDATE, EXTRACT
 * </pre>
 */
public final class PhaseTable {

    private static final Map<Phase, Set<Phase>> BACKUP = Map.of(
            // Reserved already but not yet prepared when the manager died.
            VALIDATE, Set.of(PREPARE, WITHDRAW),
            PREPARE, Set.of(SUSPEND, ESTABLISH, WITHDRAW),
            SUSPEND, Set.of(ESTABLISH, RELEASE, WITHDRAW),
            ESTABLISH, Set.of(RELEASE, AFTER, WITHDRAW),
            RELEASE, Set.of(AFTER, WITHDRAW),
            AFTER, Set.of(PROVE, WITHDRAW),
            PROVE, Set.of(RECORD, WITHDRAW),
            RECORD, Set.of(WITHDRAW),
            WITHDRAW, Set.of());

    private static final Map<Phase, Set<Phase>> RESTORATION = Map.of(
            VALIDATE, Set.of(STOP),
            STOP, Set.of(SAVE, RESTORE, START),
            SAVE, Set.of(RESTORE, START),
            RESTORE, Set.of(RECOVER),
            RECOVER, Set.of(START),
            START, Set.of(RECORD),
            RECORD, Set.of());

    private static final Map<Phase, Set<Phase>> VERIFY =
            Map.of(VALIDATE, Set.of(TRY_OUT), TRY_OUT, Set.of(RECORD), RECORD, Set.of());

    private static final Map<Phase, Set<Phase>> DELETE =
            Map.of(VALIDATE, Set.of(WITHDRAW), WITHDRAW, Set.of(RECORD), RECORD, Set.of());

    private static final Map<Phase, Set<Phase>> EXTRACTION = Map.of(VALIDATE, Set.of(EXTRACT), EXTRACT, Set.of());

    private static final Map<Run.Kind, Map<Phase, Set<Phase>>> TABLE = new EnumMap<>(Map.of(
            Run.Kind.BACKUP, BACKUP,
            Run.Kind.RESTORE, RESTORATION,
            Run.Kind.UNDO, RESTORATION,
            Run.Kind.VERIFY, VERIFY,
            Run.Kind.DELETE, DELETE,
            Run.Kind.EXTRACT, EXTRACTION));

    private PhaseTable() {}

    /** Whether a run of this kind may go from one phase to the other; staying is always allowed. */
    public static boolean allows(Run.Kind kind, Phase from, Phase to) {
        return from == to || TABLE.get(kind).getOrDefault(from, Set.of()).contains(to);
    }

    /** What may follow a phase. */
    public static Set<Phase> after(Run.Kind kind, Phase phase) {
        return TABLE.get(kind).getOrDefault(phase, Set.of());
    }
}
