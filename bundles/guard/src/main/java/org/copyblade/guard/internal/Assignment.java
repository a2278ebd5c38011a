package org.copyblade.guard.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a guard is for; the first thing on its standard input.
 *
 * @param epoch of the lease that it may act for
 * @param lease file of the lease
 */
record Assignment(long epoch, Path lease) {
    /** Waits for it as long as there is a manager; empty if he has died or needs this guard no more. */
    static Optional<Assignment> await(long managerPid) throws IOException {
        Watch watch = new Watch(new ProcFiles(), managerPid, true);
        if (watch.await(Watch.NEVER) != Watch.Event.COMMAND) {
            return Optional.empty();
        }
        // Not buffered, and so takes nothing of the commands that follow.
        DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
        try {
            return Optional.of(new Assignment(in.readLong(), Path.of(in.readUTF())));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /** As it is sent. */
    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(epoch);
        out.writeUTF(lease.toString());
        return bytes.toByteArray();
    }
}
