package org.copyblade.shell.internal.command;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.ExtractOrder;
import org.copyblade.api.ExtractPlan;
import org.copyblade.api.Finding;
import org.copyblade.api.RestorePlan;
import org.copyblade.api.Restores;
import org.copyblade.api.RunId;

/** Plans one step and one loss, and notes what it was told to begin. R1 alone can be undone, by B9. */
final class ScriptedRestores implements Restores {

    static final RunId STARTED = new RunId("R7");

    final List<String> begun = new ArrayList<>();

    /** What forbids everything; empty: nothing does. */
    List<Finding> findings = List.of();

    @Override
    public RestorePlan plan(BackupId id, boolean undo) {
        return new RestorePlan(id, "shop", undo, List.of("stop shop"), List.of("all of today"), findings);
    }

    @Override
    public RunId start(BackupId id, boolean undo) {
        begun.add("restore " + id);
        return STARTED;
    }

    @Override
    public RestorePlan planUndo(RunId restore) throws CopybladeException {
        if (restore.number() != 1) {
            throw new CopybladeException(ErrorCode.RESTORE_NOT_UNDOABLE, "run " + restore + " is no restore");
        }
        return plan(new BackupId("B9"), false);
    }

    @Override
    public RunId undo(RunId restore) {
        begun.add("undo " + restore);
        return STARTED;
    }

    @Override
    public ExtractPlan planExtract(ExtractOrder order) {
        return new ExtractPlan(order.backup(), "shop", "copier@host", List.of(), List.of(), findings);
    }

    @Override
    public RunId extract(ExtractOrder order) {
        begun.add("extract " + order.backup());
        return STARTED;
    }
}
