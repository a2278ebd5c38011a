package org.copyblade.shell.internal.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.copyblade.launcher.protocol.Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: its session, a thread that reads its frames, one that writes them and one that runs its commands. The reading
 * thread notices at once when the client leaves; the command it left behind runs on to its end.
 */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final SocketChannel channel;
    private final Commands available;
    private final ClientChannel client;
    private final CommandSession session;
    private final CommandRunner runner;
    private final ExecutorService commands;
    private final Runnable awaitReadiness;
    private final Consumer<Connection> onEnd;

    Connection(SocketChannel channel, Commands available, Runnable awaitReadiness, Consumer<Connection> onEnd) {
        this.channel = channel;
        this.available = available;
        this.awaitReadiness = awaitReadiness;
        this.onEnd = onEnd;
        client = new ClientChannel(channel);
        PrintStream out = stream(Frame.Kind.OUT);
        PrintStream err = stream(Frame.Kind.ERR);
        session = available.processor().createSession(InputStream.nullInputStream(), out, err);
        CommandClient.attach(session, client, err);
        runner = new CommandRunner(session, out, err, available.index());
        commands = Executors.newSingleThreadExecutor(work -> new Thread(work, "copyblade-command"));
    }

    void start() {
        new Thread(this::serve, "copyblade-client").start();
        new Thread(client::writeUntilGone, "copyblade-client-output").start();
    }

    /** Lets go of the client; a command it still runs ends with the services it uses. */
    void stop() {
        client.drop();
    }

    private void serve() {
        try {
            Optional<Frame> frame = Frame.read(channel);
            while (frame.isPresent()) {
                accept(frame.get());
                frame = Frame.read(channel);
            }
        } catch (IOException cause) {
            LOG.debug("client dropped", cause);
        } finally {
            client.drop();
            commands.execute(this::end);
            commands.shutdown();
        }
    }

    /** Behind the last command. */
    private void end() {
        session.close();
        onEnd.accept(this);
    }

    private void accept(Frame frame) throws IOException {
        switch (frame.kind()) {
            case VARIABLE -> setVariable(frame.text());
            case COMMAND -> commands.execute(() -> answer(frame.text()));
            case COMPLETE -> commands.execute(() -> complete(frame.text()));
            case OUT, ERR, FAREWELL, STATUS, CANDIDATES ->
                throw new IOException("client sent an answer: " + frame.kind());
        }
    }

    private void answer(String command) {
        awaitReadiness.run();
        client.send(Frame.status(runner.run(command)));
    }

    private void complete(String line) {
        awaitReadiness.run();
        String candidates = available.complete(line).stream()
                .map(candidate -> candidate.text() + "\t" + candidate.description())
                .collect(Collectors.joining("\n"));
        client.send(Frame.text(Frame.Kind.CANDIDATES, candidates));
    }

    private void setVariable(String assignment) {
        int equals = assignment.indexOf('=');
        commands.execute(() -> session.put(assignment.substring(0, equals), assignment.substring(equals + 1)));
    }

    private PrintStream stream(Frame.Kind kind) {
        return new PrintStream(new FrameStream(kind, client), true, StandardCharsets.UTF_8);
    }
}
