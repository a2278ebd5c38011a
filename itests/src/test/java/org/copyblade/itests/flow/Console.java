package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.copyblade.itests.process.Tree;

/** Works with a running tree as an operator does: files in {@code config/} and commands. Not for several threads. */
public final class Console implements AutoCloseable {

    static final String SYSTEM_PID = "org.copyblade.system.postgresql";
    public static final String PROFILE_PID = "org.copyblade.profile";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern PROGRESS = Pattern.compile("(?m)^(R\\d+ [a-z-]+: |working\\.\\.\\. ).*\\R");
    private static final Pattern COMPLETE = Pattern.compile("backup (B\\d+) is COMPLETE");

    private final Tree tree;

    private Console(Tree tree) {
        this.tree = tree;
    }

    /** The console of a fresh tree that was started. */
    public static Console started() throws Exception {
        Console console = new Console(Tree.copy());
        console.start();
        return console;
    }

    public Tree tree() {
        return tree;
    }

    void start() throws Exception {
        Tree.Result started = tree.run("start");
        assertThat(started.status()).as(started.err()).isZero();
    }

    /** Kills the manager without a word and waits until it is gone. */
    void kill() throws Exception {
        ProcessHandle manager = ProcessHandle.of(tree.pid()).orElseThrow();
        manager.destroyForcibly();
        manager.onExit().get(20, TimeUnit.SECONDS);
    }

    /** Runs a command; how its run went on is left out of what it said on the error stream. */
    public Tree.Result exec(String command) throws Exception {
        Tree.Result result = tree.exec(command);
        String errors = PROGRESS.matcher(result.err()).replaceAll("");
        return new Tree.Result(result.status(), result.out(), errors);
    }

    /** Runs a command that must end well; answers what it printed. */
    public String must(String command) throws Exception {
        Tree.Result result = exec(command);
        assertThat(result.status())
                .as("%s: %s %s", command, result.out(), result.err())
                .isZero();
        assertThat(result.err()).doesNotContain("\tat ");
        return result.out();
    }

    /** Takes a backup that must be COMPLETE; answers its id. */
    public String backup(String command) throws Exception {
        return idOf(must("slb:backup " + command));
    }

    static String idOf(String printed) {
        Matcher complete = COMPLETE.matcher(printed);
        assertThat(complete.find()).as(printed).isTrue();
        return complete.group(1);
    }

    /** The id of the newest run of a kind. */
    String newestRun(String kind) throws Exception {
        return must("slb:runs")
                .lines()
                .filter(line -> line.matches("R\\d+ +" + kind + " .*"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow();
    }

    /** Starts a command and leaves it to the caller, who reads what it prints. */
    Going begin(String command) throws IOException {
        return new Going(tree.builder("exec", command).redirectErrorStream(true).start());
    }

    /** A command under way. */
    record Going(Process process, BufferedReader printed) {

        Going(Process process) {
            this(process, process.inputReader(StandardCharsets.UTF_8));
        }

        /** Reads until a line that fits; false if the command ends before. */
        boolean until(Predicate<String> fits) throws IOException {
            for (String line = printed.readLine(); line != null; line = printed.readLine()) {
                if (fits.test(line)) {
                    return true;
                }
            }
            return false;
        }

        /** Reads to the end. */
        Tree.Result end() throws IOException, InterruptedException {
            String rest = printed.lines().collect(Collectors.joining("\n"));
            return new Tree.Result(process.waitFor(), rest, "");
        }
    }

    /** Protects a shop under a name; returns once the profile is in force and the system is there. */
    void protect(String name, Shop shop, Map<String, String> options) throws Exception {
        Map<String, String> profile = new LinkedHashMap<>(options);
        profile.put("system", name);
        profile.putIfAbsent("target.pool", shop.pool().toString());
        // What other programs of this machine have not written yet must not refuse a backup here.
        profile.putIfAbsent("dirty.bound.mib", "1024");
        configure(SYSTEM_PID, name, shop.systemConfiguration(name));
        configure(PROFILE_PID, name, profile);
        awaitSystem(name);
    }

    /** Returns once the system is there, no run works on it, and the profile of its name is known: files are read one by one. */
    void awaitSystem(String name) {
        Pattern idle = Pattern.compile("(?m)^" + name + " +postgresql +no +- ");
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> idle.matcher(exec("slb:status").out()).find()
                        && exec("slb:profile " + name).status() == 0);
    }

    /** Writes one configuration file, at once. */
    public Path configure(String pid, String name, Map<String, String> values) throws IOException {
        String text = values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        return configure(pid + "-" + name + ".cfg", text);
    }

    Path configure(String file, String text) throws IOException {
        Path config = tree.home().resolve("config");
        Path written = Files.writeString(tree.home().resolve(file + ".part"), text);
        return Files.move(
                written, config.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public String log() throws IOException {
        return Files.readString(tree.data().resolve("log/copyblade.log"));
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }
}
