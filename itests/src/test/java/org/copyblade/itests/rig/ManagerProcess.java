package org.copyblade.itests.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A manager in a process of its own, told what to do and killed. Not for several threads. */
public final class ManagerProcess implements AutoCloseable {

    private static final int LIMIT_SECONDS = 90;

    private final Process process;
    private final Optional<Debugger> debugger;
    private final Path log;
    private final Thread reader;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /**
     * What a manager is made of.
     *
     * @param data directory of catalog and log
     * @param system configuration of the one system
     * @param profile options of the one profile
     * @param broken what it leaves out
     */
    public record Setting(Path data, Map<String, String> system, Map<String, String> profile, Broken broken) {

        /** The same with something left out. */
        public Setting broken(Broken other) {
            return new Setting(data, system, profile, other);
        }
    }

    /** A backup as the manager lists it. */
    public record Listed(String id, String state, String profile, List<String> groups) {

        public boolean isComplete() {
            return state.equals("COMPLETE");
        }
    }

    private ManagerProcess(Process process, Optional<Debugger> debugger, Path log) {
        this.process = process;
        this.debugger = debugger;
        this.log = log;
        this.reader = new Thread(this::read, "manager-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one; it settles what is open by itself. */
    public static ManagerProcess start(Setting setting) throws IOException {
        return start(setting, Optional.empty(), List.of());
    }

    /** Starts one that is followed, and killed at this point, counted from its very start. */
    public static ManagerProcess startFollowed(Setting setting, Optional<Point> deadly) throws IOException {
        Debugger debugger = Debugger.listen();
        debugger.count(deadly);
        return start(setting, Optional.of(debugger), List.of(debugger.option()));
    }

    private static ManagerProcess start(Setting setting, Optional<Debugger> debugger, List<String> options)
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
                RigManager.class.getName(),
                "data=" + setting.data(),
                "broken=" + setting.broken()));
        setting.system().forEach((key, value) -> command.add("system:" + key + "=" + value));
        setting.profile().forEach((key, value) -> command.add("profile:" + key + "=" + value));
        Path log = Files.createTempFile("copyblade-rig-", ".log");
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        if (debugger.isPresent()) {
            debugger.get().attach(process.toHandle());
        }
        return new ManagerProcess(process, debugger, log);
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

    /** Counts the points of one that is followed anew from now on, and kills it at this one. */
    public void count(Optional<Point> deadly) {
        debugger.orElseThrow().count(deadly);
    }

    /** All points that one which is followed has passed since then. */
    public List<Point> passed() {
        return debugger.orElseThrow().passed();
    }

    /** Says a command; true if the manager dies of it, false if it lives to answer. */
    public boolean diesOf(String command) throws IOException, InterruptedException {
        try {
            begin(command);
        } catch (IOException e) {
            // It died before it could be told anything.
            return awaitDeath();
        }
        while (process.isAlive()) {
            if (answers.poll(10, TimeUnit.MILLISECONDS) != null) {
                return false;
            }
        }
        return awaitDeath();
    }

    private boolean awaitDeath() throws InterruptedException {
        return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Says a command and waits for its answer. */
    public String ask(String command) throws IOException, InterruptedException {
        begin(command);
        return hear();
    }

    /** Waits for the next line that it says. */
    public String hear() throws IOException, InterruptedException {
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
        throw new IOException("no answer; the manager wrote: " + log());
    }

    /** Says a command without waiting. */
    public void begin(String command) throws IOException {
        process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Takes a backup or a restore, which must end COMPLETE; answers the id of its backup. */
    public String must(String command) throws IOException, InterruptedException {
        String answer = ask(command);
        String[] words = answer.split(" ", 3);
        if (!words[0].equals("COMPLETE")) {
            throw new IOException(command + ": " + answer + "; the manager wrote: " + log());
        }
        return words[1];
    }

    /** Every backup that is listed, newest first. */
    public List<Listed> list() throws IOException, InterruptedException {
        List<Listed> listed = new ArrayList<>();
        for (String entry : ask("list").split(";")) {
            String[] words = entry.split(" ", 4);
            if (words.length == 4) {
                listed.add(new Listed(words[0], words[1], words[2], Arrays.asList(words[3].split(","))));
            }
        }
        return listed;
    }

    /** What it has said and nobody has asked for. */
    public List<String> heard() {
        List<String> heard = new ArrayList<>();
        answers.drainTo(heard);
        return heard;
    }

    public long pid() {
        return process.pid();
    }

    public String log() throws IOException {
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
        if (debugger.isPresent()) {
            debugger.get().close();
        }
        Files.deleteIfExists(log);
    }
}
