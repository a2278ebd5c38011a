package org.copyblade.shell.internal.command;

import org.copyblade.api.RunId;
import org.copyblade.shell.internal.outcome.CommandOutcome;

/**
 * What a command answers that does not wait for its run.
 *
 * @param run its id
 */
record StartedRun(RunId run) {

    static CommandOutcome outcome(RunId run, boolean json) {
        return CommandOutcome.of(new StartedRun(run), json, run::value);
    }
}
