package org.copyblade.guard.internal;

import java.io.IOException;
import java.time.Duration;
import org.copyblade.guard.GuardException;

/** Two guard programs that run and are armed for nothing yet. */
record StartedPair(GuardProcess holder, GuardProcess witness) {
    private static final Duration END_PATIENCE = Duration.ofMillis(500);

    /** Starts both and waits for neither. */
    static StartedPair start(GuardProgram program) throws GuardException {
        GuardProcess holder = GuardProcess.start(program, Role.HOLDER);
        try {
            return new StartedPair(holder, GuardProcess.start(program, Role.WITNESS));
        } catch (GuardException | RuntimeException e) {
            holder.end(END_PATIENCE);
            throw e;
        }
    }

    /** Tells both which lease they are for. */
    void assign(Assignment assignment) throws GuardException {
        try {
            byte[] bytes = assignment.bytes();
            holder.assign(bytes);
            witness.assign(bytes);
        } catch (IOException e) {
            throw new GuardException(
                    "cannot reach the guards for " + assignment.lease() + ": " + e.getMessage(),
                    "does this Java run at all, and is there memory for two more processes?");
        }
    }

    /** True if both could be armed now. */
    boolean isFit() {
        return holder.isFit() && witness.isFit();
    }

    /** Ends both. */
    void end() {
        holder.sendAway();
        witness.sendAway();
        holder.end(END_PATIENCE);
        witness.end(END_PATIENCE);
    }
}
