package org.copyblade.itests.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A Java process that is told what to do by lines, answers by lines, and is killed in the end. Not for several threads. */
final class Dialogue implements AutoCloseable {

    private static final int LIMIT_SECONDS = 300;

    private final Process process;
    private final Path log;
    private final Thread reader;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private Dialogue(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one.
     *
     * @param options of its virtual machine
     * @param environment what it has besides ours
     */
    static Dialogue start(Class<?> main, List<String> options, List<String> arguments, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                // One whose filesystem is taken away dies of it; what is said of that belongs into the log, not into a
                // file of the directory that the tests run in.
                "-XX:+ErrorFileToStderr",
                "-XX:-CreateCoredumpOnCrash"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(arguments);
        Path log = Files.createTempFile("copyblade-rig-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        return new Dialogue(builder.start(), log);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            // It was killed; what it said before is kept.
            return;
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Says a command without waiting. */
    void begin(String command) throws IOException {
        process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Says a command and waits for its answer. */
    String ask(String command) throws IOException, InterruptedException {
        begin(command);
        return hear();
    }

    /** Waits for the next line that it says. */
    String hear() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < end) {
            String answer = answers.poll(20, TimeUnit.MILLISECONDS);
            if (answer != null) {
                return answer;
            }
            if (!process.isAlive() && !reader.isAlive() && answers.isEmpty()) {
                break;
            }
        }
        throw new IOException("no answer; it wrote: " + log());
    }

    /** Says a command; its answer, or empty if it dies of it. */
    Optional<String> askMortally(String command) throws IOException, InterruptedException {
        try {
            begin(command);
        } catch (IOException e) {
            // It died before it could be told anything.
            process.waitFor();
            return Optional.empty();
        }
        while (process.isAlive()) {
            String answer = answers.poll(10, TimeUnit.MILLISECONDS);
            if (answer != null) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    /** Whether it has said something that nobody has heard. */
    boolean hasAnswered() {
        return !answers.isEmpty();
    }

    /** What it has said and nobody has asked for. */
    List<String> heard() {
        List<String> heard = new ArrayList<>();
        answers.drainTo(heard);
        return heard;
    }

    /** What it wrote besides answers. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Kills it without a word. */
    @Override
    public void close() throws IOException {
        // The process itself would close the pipe with what is still in it.
        process.toHandle().destroyForcibly();
        try {
            process.waitFor();
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
    }
}
