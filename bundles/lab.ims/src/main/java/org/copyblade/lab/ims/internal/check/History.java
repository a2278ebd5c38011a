package org.copyblade.lab.ims.internal.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.lab.ims.internal.data.DbRecord;
import org.copyblade.lab.ims.internal.log.Change;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.log.UnitToken;

/**
 * What merged logs say of each database record. It shares no code with the restart, so that one finds the errors of the
 * other.
 *
 * @param committed units whose commit record is in a log
 * @param changes of each record, oldest first
 */
record History(Set<UnitToken> committed, Map<Change.Place, List<Step>> changes) {

    /** A change of a record. */
    record Step(LogRecord record, Change change) {
        boolean isArea() {
            return record.type() == LogRecord.AREA_CHANGE;
        }

        /** Did the same unit make what was there before? Then that never was, if the unit did not commit. */
        boolean isOnOwnChange() {
            return DbRecord.of(change.before()).token().equals(record.token());
        }
    }

    /** @param until nothing that committed later counts as committed */
    static History of(List<LogRecord> merged, long until) {
        Set<UnitToken> committed = new HashSet<>();
        Map<Change.Place, List<Step>> changes = new LinkedHashMap<>();
        for (LogRecord record : merged) {
            if (record.type() == LogRecord.COMMIT && record.tod() <= until) {
                committed.add(record.token());
            } else if (record.isChange()) {
                Change change = Change.of(record);
                changes.computeIfAbsent(change.place(), it -> new ArrayList<>()).add(new Step(record, change));
            }
        }
        return new History(committed, changes);
    }

    /** What each record must hold when everything committed is there and nothing else; only records of which that is known. */
    Map<Change.Place, byte[]> committedState() {
        Map<Change.Place, byte[]> state = new HashMap<>();
        changes.forEach((place, steps) -> {
            byte[] known = null;
            for (Step step : steps) {
                boolean forward = step.record().type() != LogRecord.BACKOUT;
                if (forward && committed.contains(step.record().token())) {
                    known = step.change().after();
                } else if (forward && known == null && !step.isArea() && !step.isOnOwnChange()) {
                    known = step.change().before();
                }
            }
            if (known != null) {
                state.put(place, known);
            }
        });
        return state;
    }

    /** The newest version of each full-function record that a committed unit made: it was written before the commit. */
    Map<Change.Place, Integer> writtenVersions() {
        Map<Change.Place, Integer> versions = new HashMap<>();
        changes.forEach((place, steps) -> {
            for (Step step : steps) {
                if (step.record().type() == LogRecord.CHANGE
                        && committed.contains(step.record().token())) {
                    versions.put(place, step.change().newVersion());
                }
            }
        });
        return versions;
    }

    /** Changes of a record that reached, or may reach, its block: all of full function, of areas the committed ones. */
    static List<Step> effective(List<Step> steps, Set<UnitToken> committed) {
        return steps.stream()
                .filter(it -> !it.isArea() || committed.contains(it.record().token()))
                .toList();
    }
}
