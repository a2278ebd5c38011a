package org.copyblade.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.copyblade.guard.internal.ServerTree;

/** A manager in a virtual machine of its own, so that it can be killed. */
final class OtherManager implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final List<Long> guards;

    private OtherManager(Process process) throws IOException {
        this.process = process;
        said = process.inputReader(StandardCharsets.UTF_8);
        guards = Stream.of(said.readLine().split(" ")).map(Long::valueOf).toList();
    }

    /** Returns when it holds the server. */
    static OtherManager holding(String key, long epoch, ServerTree tree, Duration limit) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        key,
                        Long.toString(epoch),
                        Long.toString(tree.process().pid()),
                        limit.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        OtherManager manager = new OtherManager(process);
        if (!"held".equals(manager.said.readLine())) {
            throw new IOException("the other manager does not hold the server");
        }
        return manager;
    }

    long pid() {
        return process.pid();
    }

    List<Long> guards() {
        return guards;
    }

    /** Has it resume; returns verdict and reason. */
    String resume() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return said.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Its program: arms, says who the guards are, suspends, says so, resumes when told, says the verdict. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws Exception {
            Leader leader = Leader.of(Long.parseLong(arguments[2]));
            HoldRequest request =
                    new HoldRequest(arguments[0], Long.parseLong(arguments[1]), leader, Duration.parse(arguments[3]));
            try (Guards guards = new Guards();
                    GuardPair pair = guards.arm(request);
                    BufferedReader told =
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                System.out.println(pair.guards().get(0) + " " + pair.guards().get(1));
                pair.suspend();
                System.out.println("held");
                told.readLine();
                Resumption resumption = pair.resume();
                System.out.println(resumption.verdict() + " " + resumption.reason());
            }
        }
    }
}
