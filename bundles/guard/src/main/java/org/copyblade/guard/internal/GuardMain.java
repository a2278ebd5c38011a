package org.copyblade.guard.internal;

import java.io.IOException;
import java.util.Optional;

/**
 * The guard program. Arguments: role, process id of the manager. Which lease it guards it reads from its standard input, so that it
 * can be started before that is known; until then it can signal nothing.
 */
public final class GuardMain {
    private GuardMain() {}

    /** Runs one guard until it is needed no more. */
    public static void main(String[] arguments) throws IOException {
        Hardening.detach();
        Role role = Role.valueOf(arguments[0]);
        long manager = Long.parseLong(arguments[1]);
        Practice.run(role, manager);
        Optional<Assignment> assignment = Assignment.await(manager);
        if (assignment.isPresent()) {
            Lease lease = Lease.map(assignment.get().lease());
            new Guard(lease, assignment.get().epoch(), role, manager, true).run();
        }
        // No clean-up of the virtual machine could be of use to anyone now.
        Runtime.getRuntime().halt(0);
    }
}
