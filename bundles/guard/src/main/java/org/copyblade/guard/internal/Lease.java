package org.copyblade.guard.internal;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The memory that manager and guards share about one system: a file on tmpfs, mapped by each of them. It outlives them all, so that
 * whoever is left, or comes next, knows which processes are stopped.
 *
 * <p>Each word has one writer at a time: the manager until the guards are armed; then the holder writes the table of processes and
 * each role its own release. A process is in the table <em>before</em> it is stopped, a release is written <em>before</em> anything is
 * continued, and both are followed by a fence and a system call. Reading and writing allocate nothing.
 */
final class Lease {
    /** How many processes fit. */
    static final int CAPACITY = 8192;

    private static final long MAGIC = 0x436f7079_47443031L;
    private static final int HEADER_BYTES = 512;
    private static final int ENTRY_BYTES = 32;
    /** Size of the file. */
    static final int BYTES = HEADER_BYTES + CAPACITY * ENTRY_BYTES;

    private static final int AT_MAGIC = 0;
    private static final int AT_EPOCH = 8;
    private static final int AT_HIGHEST_EPOCH = 16;
    private static final int AT_HOLD_BEGAN = 24;
    private static final int AT_HELD_FROM = 32;
    private static final int AT_DEADLINE = 40;
    private static final int AT_COUNT = 48;
    private static final int AT_FINISHED_EPOCH = 56;
    private static final int AT_OPEN = 64;
    private static final int AT_FORBIDDEN_EPOCH = 72;
    /** Two words for each guard: its process id and start. */
    private static final int AT_GUARDS = 80;
    /** Five words for each role: released at, reason, process, held until, all continued at. */
    private static final int AT_RELEASES = 128;

    private static final int RELEASE_BYTES = 40;

    private static final Role[] GUARDS = {Role.HOLDER, Role.WITNESS};

    private final ByteBuffer words;

    private Lease(ByteBuffer words) {
        this.words = words;
        words.order(ByteOrder.nativeOrder());
    }

    /** One that no other process sees. */
    static Lease unshared() {
        return new Lease(ByteBuffer.allocateDirect(BYTES));
    }

    /** Maps the lease in an existing file. */
    static Lease map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return map(channel);
        }
    }

    /** Maps the lease in this file; a new file is filled first, because a hole could find tmpfs full when it matters. */
    static Lease map(FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            ByteBuffer zeros = ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
            zeros.putLong(AT_MAGIC, MAGIC);
            while (zeros.hasRemaining()) {
                channel.write(zeros, zeros.position());
            }
        }
        if (channel.size() != BYTES) {
            throw new IOException("it is no lease of this version");
        }
        Lease lease = new Lease(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        if (lease.get(AT_MAGIC) != MAGIC) {
            throw new IOException("it is no lease of this version");
        }
        return lease;
    }

    private long get(int at) {
        return words.getLong(at);
    }

    private void put(int at, long value) {
        words.putLong(at, value);
        VarHandle.fullFence();
    }

    /** The epoch in force; guards of any other signal nothing. */
    long epoch() {
        VarHandle.fullFence();
        return get(AT_EPOCH);
    }

    /** The greatest epoch there ever was. */
    long highestEpoch() {
        return get(AT_HIGHEST_EPOCH);
    }

    /** Takes the right to signal from the guards of every epoch, at once. */
    void fence() {
        put(AT_EPOCH, 0);
    }

    /** Makes the lease new for this epoch: nothing held, the leader alone in the table. */
    void renew(long epoch, ProcessKey leader) {
        put(AT_HIGHEST_EPOCH, epoch);
        for (int at = AT_HIGHEST_EPOCH + Long.BYTES; at < HEADER_BYTES; at += Long.BYTES) {
            words.putLong(at, 0);
        }
        add(leader.pid(), leader.start());
        put(AT_OPEN, 1);
        put(AT_EPOCH, epoch);
    }

    /** True from renewal until it was closed with nothing left to do. */
    boolean isOpen() {
        return get(AT_OPEN) != 0;
    }

    /** Nothing is held and no guard of this lease is left. */
    void close() {
        put(AT_OPEN, 0);
    }

    /** Notes which process plays this guard; done before it is armed. */
    void guard(Role role, ProcessKey key) {
        words.putLong(AT_GUARDS + 16 * role.ordinal() + 8, key.start());
        put(AT_GUARDS + 16 * role.ordinal(), key.pid());
    }

    /** Process id of this guard; 0 if there was none yet. */
    long guardPid(Role role) {
        return get(AT_GUARDS + 16 * role.ordinal());
    }

    /** Start of this guard in ticks. */
    long guardStart(Role role) {
        return get(AT_GUARDS + 16 * role.ordinal() + 8);
    }

    /** From here on processes may be stopped. */
    void beginHold(long now, long deadline) {
        words.putLong(AT_DEADLINE, deadline);
        put(AT_HOLD_BEGAN, now);
    }

    /** When the first process was told to stop; 0 if none ever was. */
    long holdBegan() {
        return get(AT_HOLD_BEGAN);
    }

    /** When the guards let the server go on. */
    long deadline() {
        return get(AT_DEADLINE);
    }

    /** All processes are stopped and their fingerprints are taken. */
    void held(long now) {
        put(AT_HELD_FROM, now);
    }

    /** When all were stopped; 0 if that was not reached. */
    long heldFrom() {
        return get(AT_HELD_FROM);
    }

    /** The holder of this epoch will never stop a process again. */
    void holderFinished(long epoch) {
        put(AT_FINISHED_EPOCH, epoch);
    }

    /** True if no stop of this epoch's holder can still be on its way. */
    boolean isHolderFinished(long epoch) {
        VarHandle.fullFence();
        return get(AT_FINISHED_EPOCH) == epoch;
    }

    /** The manager of this epoch wants the server to run: a suspension under way, or still to come, must not begin or go on. */
    void forbidStops(long epoch) {
        put(AT_FORBIDDEN_EPOCH, epoch);
    }

    /** True as long as nobody wants the server to run. */
    boolean mayStop(long epoch) {
        return !isReleased() && get(AT_FORBIDDEN_EPOCH) != epoch;
    }

    /** Entries in use; one whose process has ended has process id 0. */
    int count() {
        return (int) get(AT_COUNT);
    }

    /** Forgets all but the leader. */
    void keepLeaderOnly() {
        fingerprint(0, 0, 0);
        put(AT_COUNT, 1);
    }

    /** Adds a process that is about to be stopped; false if the table is full. */
    boolean add(long pid, long start) {
        int index = count();
        if (index == CAPACITY) {
            return false;
        }
        int at = entry(index);
        words.putLong(at, pid);
        words.putLong(at + 8, start);
        fingerprint(index, 0, 0);
        put(AT_COUNT, index + 1L);
        return true;
    }

    /** The process of this entry has ended. */
    void gone(int index) {
        put(entry(index), 0);
    }

    long pid(int index) {
        return get(entry(index));
    }

    long start(int index) {
        return get(entry(index) + 8);
    }

    /** What the kernel had counted for this process when it was seen stopped. */
    void fingerprint(int index, long turns, long runNanos) {
        words.putLong(entry(index) + 16, turns);
        put(entry(index) + 24, runNanos);
    }

    /** How often the process had been given a processor; 0 if it was not seen stopped yet. */
    long turns(int index) {
        return get(entry(index) + 16);
    }

    long runNanos(int index) {
        return get(entry(index) + 24);
    }

    /** Writes down that this role lets the server go on now, and what it knows about the hold. */
    void release(Role role, Reason reason, long pid, long heldUntil, long now) {
        int at = release(role);
        words.putLong(at + 8, reason.ordinal());
        words.putLong(at + 16, pid);
        words.putLong(at + 24, heldUntil);
        put(at, now);
    }

    /** This role has continued every process. */
    void continued(Role role, long now) {
        put(release(role) + 32, now);
    }

    /** True once this role has begun to let the server go on. */
    boolean isReleasedBy(Role role) {
        VarHandle.fullFence();
        return get(release(role)) != 0;
    }

    /** True once anybody has begun to let the server go on. */
    boolean isReleased() {
        return isReleasedBy(Role.HOLDER) || isReleasedBy(Role.WITNESS) || isReleasedBy(Role.MANAGER);
    }

    /** Who began first to let the server go on; asked only after {@link #isReleased}. */
    Role firstReleasedBy() {
        Role first = Role.MANAGER;
        for (Role role : GUARDS) {
            if (isReleasedBy(role) && (!isReleasedBy(first) || get(release(role)) < get(release(first)))) {
                first = role;
            }
        }
        return first;
    }

    Reason releaseReason(Role role) {
        return Reason.of(get(release(role) + 8));
    }

    long releasePid(Role role) {
        return get(release(role) + 16);
    }

    long heldUntil(Role role) {
        return get(release(role) + 24);
    }

    /** When this role had continued every process; 0 if it has not. */
    long continuedAt(Role role) {
        return get(release(role) + 32);
    }

    /** Who was first to have continued every process. */
    Role firstContinuedBy() {
        Role first = Role.MANAGER;
        for (Role role : GUARDS) {
            if (continuedAt(role) != 0 && (continuedAt(first) == 0 || continuedAt(role) < continuedAt(first))) {
                first = role;
            }
        }
        return first;
    }

    private static int entry(int index) {
        return HEADER_BYTES + index * ENTRY_BYTES;
    }

    private static int release(Role role) {
        return AT_RELEASES + role.ordinal() * RELEASE_BYTES;
    }
}
