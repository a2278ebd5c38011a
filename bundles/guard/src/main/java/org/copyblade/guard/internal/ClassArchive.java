package org.copyblade.guard.internal;

import java.io.IOException;

/** Loads what a guard will need and ends in order, so that the virtual machine can write an archive of it. No arguments. */
public final class ClassArchive {
    private static final Class<?>[] NEEDED = {
        Answer.class,
        Assignment.class,
        Command.class,
        Guard.class,
        RemoteGuardMain.class,
        RemoteOrder.class,
        RemoteReply.class,
        Watch.Event.class,
    };

    private ClassArchive() {}

    /** Does what guards of both kinds do before they are armed, so that the classes of the libraries come along. */
    public static void main(String[] arguments) throws ClassNotFoundException {
        Hardening.detach();
        for (Class<?> needed : NEEDED) {
            Class.forName(needed.getName());
        }
        long self = ProcessHandle.current().pid();
        for (Role role : new Role[] {Role.HOLDER, Role.WITNESS}) {
            Practice.run(role, self);
        }
        practiseRemote();
    }

    /** Guards of this machine have their archive also where there is no network at all. */
    private static void practiseRemote() {
        try {
            RemotePractice.run();
        } catch (IOException e) {
            // Those of other machines load what is missing when they start.
            return;
        }
    }
}
