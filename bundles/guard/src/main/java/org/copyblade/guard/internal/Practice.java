package org.copyblade.guard.internal;

/**
 * What a guard does before it is assigned: it walks the whole way on itself alone, with a signal that does nothing and in a
 * lease that nobody shares. So its classes are loaded and its code is compiled while nobody waits for it.
 */
final class Practice {
    private Practice() {}

    static void run(Role role, long manager) {
        ProcFiles proc = new ProcFiles();
        long self = ProcessHandle.current().pid();
        if (!proc.stat(self)) {
            // Whoever arms this guard will be told why; here nothing depends on it.
            return;
        }
        Lease alone = Lease.unshared();
        alone.renew(1, new ProcessKey(self, proc.start));
        TreeStop stop = new TreeStop(alone, 1, proc, new Watch(proc, manager, false));
        Rehearsal.practice(alone, role, stop, new TreeResume(alone, role, proc)).run();
    }
}
