package org.copyblade.shell.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.launcher.protocol.Frame;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.outcome.OutcomeConverter;
import org.copyblade.shell.internal.outcome.Status;
import org.copyblade.shell.internal.syntax.CommandIndex;
import org.copyblade.shell.internal.syntax.CommandSyntax;
import org.copyblade.shell.internal.syntax.Subjects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One client on a real socket, with the real command processor behind it. */
class ConnectionTest {
    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Probes commands = new Probes();
    private Path socket;
    private ServerSocketChannel server;
    private SocketChannel client;

    @BeforeEach
    void connect() throws IOException {
        threadIo.start();
        for (String function : List.of("alarm", "refuse", "refused", "unwell", "part", "work", "count")) {
            processor.addCommand("test", commands, function);
        }
        socket = Files.createTempDirectory(Path.of("/tmp"), "copyblade-t-").resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        client = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        CommandIndex index = new CommandIndex(() -> List.of(
                new CommandSyntax("test:alarm", "is red", List.of(), List.of()),
                new CommandSyntax("test:refuse", "refuses", List.of(), List.of())));
        Commands available = new Commands(processor, index, () -> Subjects.NONE);
        new Connection(server.accept(), available, () -> {}, connection -> ended.countDown()).start();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        server.close();
        Files.delete(socket);
        Files.delete(socket.getParent());
        threadIo.stop();
    }

    /** Commands that end in their own ways. */
    public static final class Probes {
        final CountDownLatch go = new CountDownLatch(1);
        final CountDownLatch done = new CountDownLatch(1);

        public CommandOutcome alarm() {
            return CommandOutcome.of(List.of("one"), false, () -> "one is red").ending(Status.ALARM);
        }

        public CommandOutcome refused(boolean json) {
            return CommandOutcome.of(Map.of("possible", false), json, () -> "it cannot be")
                    .ending(Status.REFUSED);
        }

        public long count(CommandSession session) throws IOException {
            return new String(System.in.readAllBytes()).lines().count();
        }

        public void refuse() throws CopybladeException {
            throw new CopybladeException(ErrorCode.OPTION_INVALID, "cannot set 'x'");
        }

        public void unwell() {
            throw new IllegalArgumentException("an argument of my own");
        }

        public void part(CommandSession session) {
            CommandClient.of(session).onInterruptSay("run R1 goes on");
            session.getConsole().print("terminal " + CommandClient.of(session).isTerminal());
        }

        public void work(CommandSession session) throws InterruptedException {
            go.await();
            while (!CommandClient.of(session).isGone()) {
                Thread.onSpinWait();
            }
            done.countDown();
        }
    }

    @Test
    void outcome_decidesStreamAndStatus() throws IOException {
        assertThat(answer("test:alarm")).containsExactly("OUT one is red\n", "STATUS 1");
        assertThat(answer("test:refuse").get(0)).startsWith("ERR DCM-1002 cannot set 'x'\nHINT: ");
        assertThat(answer("test:refuse")).last().isEqualTo("STATUS 3");
        assertThat(answer("test:unwell").get(0)).startsWith("ERR DCM-8003 an argument of my own\n");
        assertThat(answer("test:alarm 1 2 3"))
                .containsExactly(
                        "ERR DCM-8002 wrong arguments for 'test:alarm': '1' is one too many\nHINT: help test:alarm\n",
                        "STATUS 2");
        assertThat(answer("")).containsExactly("STATUS 0");
    }

    @Test
    void worstStatusOfALine_isKept_andEveryOutcomeIsShown() throws IOException {
        processor.addConverter(new OutcomeConverter());
        assertThat(answer("test:alarm; test:alarm; x = 5"))
                .containsExactly("OUT one is red\none is red\n5\n", "STATUS 1");
        assertThat(answer("test:alarm; test:refuse"))
                .startsWith("OUT one is red\n")
                .last()
                .isEqualTo("STATUS 3");
        assertThat(answer("test:alarm | test:count")).containsExactly("OUT 1\n", "STATUS 1");
        assertThat(answer("test:refuse | test:count"))
                .contains("OUT 0\n", "STATUS 3")
                .element(1)
                .asString()
                .contains("DCM-1002 cannot set 'x'\nHINT: ");
        assertThat(answer("x = (test:alarm)")).last().isEqualTo("STATUS 1");
        assertThat(answer("$x value")).containsExactly("OUT one\n", "STATUS 0");
    }

    @Test
    void json_isOutputHoweverTheCommandEnded() throws IOException {
        assertThat(answer("test:refused true")).containsExactly("OUT {\n  \"possible\" : false\n}\n", "STATUS 3");
        assertThat(answer("test:refused false")).containsExactly("ERR it cannot be\n", "STATUS 3");
        assertThat(answer("test:refuse --json").get(0))
                .startsWith("OUT {\n  \"code\" : \"DCM-8002\",\n  \"text\" : \"wrong arguments for");
    }

    @Test
    void lineBeingTyped_isAnsweredWithCandidates() throws IOException {
        send(Frame.text(Frame.Kind.COMPLETE, "test:r"));
        Frame candidates = Frame.read(client).orElseThrow();
        assertThat(candidates.kind()).isEqualTo(Frame.Kind.CANDIDATES);
        assertThat(candidates.text()).isEqualTo("test:refuse\trefuses");
    }

    @Test
    void session_keepsVariables_andTheClientsOwn() throws IOException {
        send(Frame.text(Frame.Kind.VARIABLE, "client.terminal=true"));
        assertThat(answer("test:part")).containsExactly("FAREWELL run R1 goes on", "OUT terminal true", "STATUS 0");
    }

    @Test
    void commandOfAClientThatVanished_runsToItsEnd_andItsSessionIsClosed() throws Exception {
        send(Frame.text(Frame.Kind.COMMAND, "test:work"));
        client.close();
        commands.go.countDown();
        assertThat(commands.done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void clientThatSpeaksSomethingElse_isDropped() throws Exception {
        client.write(ByteBuffer.wrap("GET / HTTP/1.1\r\n\r\n".getBytes()));
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** The frames that answer a command, as kind and text; neighbours of one kind put together. */
    private List<String> answer(String command) throws IOException {
        send(Frame.text(Frame.Kind.COMMAND, command));
        List<Frame> frames = new ArrayList<>();
        do {
            frames.add(Frame.read(client).orElseThrow());
        } while (frames.get(frames.size() - 1).kind() != Frame.Kind.STATUS);
        List<String> texts = new ArrayList<>();
        for (Frame.Kind kind : List.of(Frame.Kind.FAREWELL, Frame.Kind.OUT, Frame.Kind.ERR)) {
            String text = frames.stream()
                    .filter(frame -> frame.kind() == kind)
                    .map(Frame::text)
                    .collect(Collectors.joining());
            if (!text.isEmpty()) {
                texts.add(kind + " " + text);
            }
        }
        texts.add("STATUS " + frames.get(frames.size() - 1).payload()[0]);
        return texts;
    }

    private void send(Frame frame) throws IOException {
        client.write(frame.encoded());
    }
}
