package org.copyblade.guard.internal;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Waits for whatever comes first: a command, the death of the manager or of the other guard, or a point in time. Death is seen by
 * the kernel's process descriptors; where it has none, by end of file from the manager and by looking at the other guard every few
 * milliseconds while something is held. For one thread; waiting allocates nothing.
 */
final class Watch {
    /** What ended the wait. */
    enum Event {
        DEADLINE,
        PEER_GONE,
        COMMAND,
        MANAGER_GONE
    }

    static final long NEVER = Long.MAX_VALUE;
    private static final long LOOK_EVERY_NANOS = 20_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int POLLIN = 1;
    private static final int COMMANDS = 0;
    private static final int MANAGER = 1;
    private static final int PEER = 2;
    private static final int POLLFD_BYTES = 8;

    private final ProcFiles proc;
    private final Memory descriptors = new Memory(3L * POLLFD_BYTES);
    private final long descriptorsAddress = Pointer.nativeValue(descriptors);
    private final Memory timeout = new Memory(16);
    private final long timeoutAddress = Pointer.nativeValue(timeout);
    private final boolean managerWasGone;
    private boolean watchesPeer;
    private boolean looksAtPeer;
    private long peerPid;
    private long peerStart;

    /** Watches standard input and the manager. */
    Watch(ProcFiles proc, long managerPid, boolean withDescriptors) {
        this.proc = proc;
        descriptor(COMMANDS, 0);
        int manager = withDescriptors ? processDescriptor(managerPid) : -1;
        managerWasGone = withDescriptors && manager < 0 && Native.getLastError() == Posix.ESRCH;
        descriptor(MANAGER, manager);
        descriptor(PEER, -1);
    }

    /** Watches the other guard too; false if it is not there any more. */
    boolean peer(long pid, boolean withDescriptors) {
        if (!proc.stat(pid)) {
            return false;
        }
        peerPid = pid;
        peerStart = proc.start;
        int descriptor = withDescriptors ? processDescriptor(pid) : -1;
        descriptor(PEER, descriptor);
        watchesPeer = true;
        looksAtPeer = descriptor < 0;
        return proc.lives(peerPid, peerStart);
    }

    private static int processDescriptor(long pid) {
        return (int) Posix.syscall(Posix.SYS_PIDFD_OPEN, pid, 0, 0);
    }

    private void descriptor(int index, int fd) {
        descriptors.setInt((long) index * POLLFD_BYTES, fd);
        descriptors.setShort((long) index * POLLFD_BYTES + 4, (short) POLLIN);
    }

    private int found(int index) {
        return descriptors.getShort((long) index * POLLFD_BYTES + 6);
    }

    /** Waits until something happens or the deadline (monotonic nanoseconds, or {@link #NEVER}) is reached. */
    Event await(long deadline) {
        if (managerWasGone) {
            return Event.MANAGER_GONE;
        }
        while (true) {
            long now = System.nanoTime();
            if (deadline != NEVER && now - deadline >= 0) {
                return Event.DEADLINE;
            }
            if (isPeerGone(poll(deadline == NEVER ? NEVER : deadline - now))) {
                watchesPeer = false;
                descriptor(PEER, -1);
                return Event.PEER_GONE;
            }
            if ((found(COMMANDS) & POLLIN) != 0) {
                return Event.COMMAND;
            }
            if (found(COMMANDS) != 0 || found(MANAGER) != 0) {
                return Event.MANAGER_GONE;
            }
        }
    }

    /** Lets this much time pass; true, and earlier, if there is something that {@link #await} would return. */
    boolean interrupts(long nanos) {
        int ready = poll(nanos);
        return ready > 0 || isPeerGone(ready);
    }

    /** Looks after the other guard alone, for when the manager is gone; true if it has died before this much time is over. */
    boolean isPeerGoneWithin(long nanos) {
        descriptor(COMMANDS, -1);
        descriptor(MANAGER, -1);
        return isPeerGone(poll(nanos));
    }

    private boolean isPeerGone(int ready) {
        if (!watchesPeer) {
            return false;
        }
        return looksAtPeer ? !proc.lives(peerPid, peerStart) : ready > 0 && found(PEER) != 0;
    }

    private int poll(long nanos) {
        for (int index = COMMANDS; index <= PEER; index++) {
            descriptors.setShort((long) index * POLLFD_BYTES + 6, (short) 0);
        }
        long wait = looksAtPeer ? Math.min(nanos, LOOK_EVERY_NANOS) : nanos;
        if (wait == NEVER) {
            return Posix.ppoll(descriptorsAddress, 3, 0, 0);
        }
        timeout.setLong(0, wait / NANOS_PER_SECOND);
        timeout.setLong(8, wait % NANOS_PER_SECOND);
        return Posix.ppoll(descriptorsAddress, 3, timeoutAddress, 0);
    }
}
