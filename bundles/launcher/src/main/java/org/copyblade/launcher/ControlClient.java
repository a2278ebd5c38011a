package org.copyblade.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.copyblade.launcher.protocol.Frame;

/** One session of commands with the running instance; used by one thread, save {@link #farewell}. */
final class ControlClient implements AutoCloseable {
    private final SocketChannel channel;
    private volatile String farewell = "";

    private ControlClient(SocketChannel channel) {
        this.channel = channel;
    }

    static ControlClient connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new ControlClient(channel);
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
    }

    /** Sets variables of the session for the commands that follow. */
    void set(Map<String, String> variables) throws IOException {
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            send(Frame.text(Frame.Kind.VARIABLE, variable.getKey() + "=" + variable.getValue()));
        }
    }

    /** Runs one command line, passing on its output as it comes; returns its exit status. */
    int execute(String command, PrintStream out, PrintStream err) throws IOException {
        send(Frame.text(Frame.Kind.COMMAND, command));
        while (true) {
            Frame frame = Frame.read(channel).orElseThrow(() -> new IOException("the platform has stopped"));
            switch (frame.kind()) {
                case OUT -> pass(frame, out);
                case ERR -> pass(frame, err);
                case FAREWELL -> farewell = frame.text();
                case STATUS -> {
                    farewell = "";
                    return frame.payload()[0];
                }
                case VARIABLE, COMMAND, COMPLETE, CANDIDATES ->
                    throw new IOException("the platform sent what was not asked for");
            }
        }
    }

    /** What the last word of a line may become, each with a tab and its description. */
    List<String> complete(String line) throws IOException {
        send(Frame.text(Frame.Kind.COMPLETE, line));
        Frame frame = Frame.read(channel).orElseThrow(() -> new IOException("the platform has stopped"));
        if (frame.kind() != Frame.Kind.CANDIDATES) {
            throw new IOException("the platform sent what was not asked for");
        }
        return frame.text().lines().toList();
    }

    /** What to tell a user who interrupts the command now, or empty. */
    String farewell() {
        return farewell;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void pass(Frame frame, PrintStream to) {
        to.write(frame.payload(), 0, frame.payload().length);
        to.flush();
    }

    private void send(Frame frame) throws IOException {
        ByteBuffer encoded = frame.encoded();
        while (encoded.hasRemaining()) {
            channel.write(encoded);
        }
    }
}
