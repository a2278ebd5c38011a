package org.copyblade.itests.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.copyblade.launcher.protocol.Frame;

/** Says one command to a running instance, as {@code bin/copyblade exec} does, without a process of its own. */
final class ControlSocket {

    private ControlSocket() {}

    static Tree.Result execute(Path socket, String command, long limitSeconds) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            // Whoever waits for an answer on a closed channel gets an error.
            CompletableFuture.delayedExecutor(limitSeconds, TimeUnit.SECONDS).execute(() -> close(channel));
            send(channel, Frame.text(Frame.Kind.VARIABLE, "client.terminal=false"));
            send(channel, Frame.text(Frame.Kind.VARIABLE, "client.columns=0"));
            send(channel, Frame.text(Frame.Kind.COMMAND, command));
            return answer(channel);
        }
    }

    private static void send(SocketChannel channel, Frame frame) throws IOException {
        ByteBuffer encoded = frame.encoded();
        while (encoded.hasRemaining()) {
            channel.write(encoded);
        }
    }

    private static Tree.Result answer(SocketChannel channel) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        while (true) {
            Frame frame = Frame.read(channel).orElseThrow(() -> new IOException("the platform has stopped"));
            switch (frame.kind()) {
                case OUT -> out.write(frame.payload());
                case ERR -> err.write(frame.payload());
                case STATUS -> {
                    return new Tree.Result(
                            frame.payload()[0],
                            out.toString(StandardCharsets.UTF_8),
                            err.toString(StandardCharsets.UTF_8));
                }
                case FAREWELL -> {}
                default -> throw new IOException("not asked for: " + frame.kind());
            }
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
