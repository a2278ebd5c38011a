package org.copyblade.manager.internal.restore;

import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Run;

/**
 * What a restore does about the state from before it.
 *
 * @param copies whether it takes an undo copy
 * @param undoable whether that state can be brought back afterwards
 * @param step for the plan, empty if there is nothing to say
 * @param halfDone the backup that the last restore has half copied back, if nobody has put the system right since
 */
record Saving(boolean copies, boolean undoable, String step, Optional<BackupId> halfDone) {

    static Saving nothing() {
        return new Saving(false, false, "", Optional.empty());
    }

    /** The same after a restore that is half done. */
    static Saving nothingAfter(Run halfDone) {
        return new Saving(false, false, "", halfDone.backup());
    }

    static Saving copy() {
        return new Saving(true, true, "copy today's state, so that the restore can be undone", Optional.empty());
    }

    /** After a restore that is half done there is nothing worth a copy, and one in its place would be lost. */
    static Saving keep(Run halfDone, Optional<Backup> undoCopy) {
        String because = "what is there now was half overwritten by run " + halfDone.id() + ": it is not copied, ";
        return new Saving(
                false,
                undoCopy.isPresent(),
                because
                        + undoCopy.map(copy -> "and undo copy " + copy.id() + " of the state from before is kept")
                                .orElse("and no undo copy of the state from before is left"),
                halfDone.backup());
    }

    /** Whether a restore of this backup goes on with one that is half done. */
    boolean goesOnWith(BackupId backup) {
        return halfDone.filter(backup::equals).isPresent();
    }
}
