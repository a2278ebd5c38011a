package org.copyblade.shell.internal.command;

import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** What {@code --dry-run} does not go with. Pure. */
final class DryRun {

    private DryRun() {}

    /** Refuses a line that wants a plan only and has it carried out: nobody may guess which of the two was meant. */
    static void refuseBeside(boolean dryRun, boolean yes, boolean noWait) throws CopybladeException {
        if (dryRun && yes) {
            throw contradiction("--yes, which confirms the plan");
        }
        if (dryRun && noWait) {
            throw contradiction("--no-wait, which answers the id of a run");
        }
    }

    private static CopybladeException contradiction(String other) {
        return new CopybladeException(
                ErrorCode.COMMAND_INVALID, "--dry-run shows the plan only, and does not go with " + other);
    }
}
