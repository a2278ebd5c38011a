package org.copyblade.guard.internal;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.copyblade.guard.RemoteHold;

/** The guard program for a system on another machine. Argument: lease file. The plan comes by standard input. */
public final class RemoteGuardMain {

    private RemoteGuardMain() {}

    /** Runs one guard until it is needed no more. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Hardening.detach();
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(System.out);
        RemoteHold hold = RemotePlan.read(in);
        RemoteGuard guard = new RemoteGuard(hold, RemoteLease.map(Path.of(arguments[0])), in, out);
        if (guard.arm()) {
            guard.run();
        }
        // No clean-up of the virtual machine could be of use to anyone now.
        Runtime.getRuntime().halt(0);
    }
}
