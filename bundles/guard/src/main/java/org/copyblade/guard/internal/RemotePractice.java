package org.copyblade.guard.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.copyblade.guard.RemoteHold;

/**
 * What a guard of a system on another machine does until it is armed, as far as it comes without a certificate: it takes its plan,
 * and begins TLS with somebody who hangs up. So the classes of the libraries, most of them of TLS, come into the archive.
 */
final class RemotePractice {

    private RemotePractice() {}

    static void run() throws IOException {
        Path lease = Files.createTempFile("practice", ".lease");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FileChannel channel = FileChannel.open(lease, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Thread other = new Thread(() -> hangUp(server), "other side");
            other.setDaemon(true);
            other.start();
            DataInputStream plan = plan(server.getLocalPort());
            DataOutputStream nobody = new DataOutputStream(OutputStream.nullOutputStream());
            new RemoteGuard(RemotePlan.read(plan), RemoteLease.map(channel), plan, nobody).arm();
        } finally {
            Files.delete(lease);
        }
    }

    private static void hangUp(ServerSocket server) {
        try (Socket client = server.accept()) {
            // The greeting has to be on its way before the end is seen.
            client.getInputStream().read();
        } catch (IOException e) {
            // Whoever practises sees it as well, and nothing depends on it.
            return;
        }
    }

    private static DataInputStream plan(int port) throws IOException {
        RemoteHold.Login login = new RemoteHold.Login("practice", "practice", "");
        String request = "GET / HTTP/1.1\r\n\r\n";
        RemoteHold hold = new RemoteHold(
                "practice",
                1,
                InetAddress.getLoopbackAddress().getHostAddress(),
                port,
                "",
                "",
                login,
                request,
                List.of(new RemoteHold.Request("practice", request, request, "OK")));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        RemotePlan.write(hold, new DataOutputStream(written));
        return new DataInputStream(new ByteArrayInputStream(written.toByteArray()));
    }
}
