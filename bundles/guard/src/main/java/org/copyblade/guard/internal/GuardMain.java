package org.copyblade.guard.internal;

import java.io.IOException;
import java.nio.file.Path;

/** The guard program. Arguments: role, lease file, epoch, process id of the manager. */
public final class GuardMain {
    private GuardMain() {}

    /** Runs one guard until it is needed no more. */
    public static void main(String[] arguments) throws IOException {
        Hardening.detach();
        Role role = Role.valueOf(arguments[0]);
        Lease lease = Lease.map(Path.of(arguments[1]));
        long epoch = Long.parseLong(arguments[2]);
        long manager = Long.parseLong(arguments[3]);
        new Guard(lease, epoch, role, manager, true).run();
        // No clean-up of the virtual machine could be of use to anyone now.
        Runtime.getRuntime().halt(0);
    }
}
