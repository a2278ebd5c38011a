package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The manager dies while it holds an IMS that lives elsewhere: its guards let the members go on, through z/OSMF. */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class ImsCrashIT {

    /** The laboratory's own watchdog opens the gates after it, so whoever does it earlier is a guard. */
    private static final Duration SUSPEND_LIMIT = Duration.ofSeconds(100);

    private static final Duration GUARDS_LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Tree tree;
    private Path laboratory;

    @BeforeEach
    void start() throws Exception {
        tree = Tree.copy();
        laboratory = directory.resolve("laboratory");
        Tree.Result started = lab(
                "start",
                "--face",
                "ds8000,zosmf,ims",
                "--port",
                "0",
                "--seed",
                tree.home().resolve("config/samples/lab.ims.seed.toml").toString());
        assertThat(started.status()).as(started.err()).isZero();
        configure();
        assertThat(tree.run("start").status()).isZero();
        await().until(() -> tree.exec("slb:plan nightly").status() == 0);
    }

    @AfterEach
    void stop() throws Exception {
        tree.run("stop");
        lab("stop");
        tree.close();
    }

    @Test
    void killedWhileImsIsHeld_theGuardsLetItGoOn_andTheNextStartSettlesTheRun() throws Exception {
        lab("fault", "slow", "--operation", "establish", "--delay-ms", "300000");
        Process backup = tree.builder("exec", "slb:backup nightly")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        await().until(() -> shows("suspended"));
        long held = System.nanoTime();

        ProcessHandle manager = ProcessHandle.of(tree.pid()).orElseThrow();
        manager.destroyForcibly();
        manager.onExit().get(20, TimeUnit.SECONDS);
        await().atMost(GUARDS_LIMIT).until(() -> shows("up, works"));

        assertThat(Duration.ofNanos(System.nanoTime() - held)).isLessThan(SUSPEND_LIMIT);
        assertThat(backup.waitFor(20, TimeUnit.SECONDS)).isTrue();
        lab("fault", "clear");
        assertThat(tree.run("start").status()).isZero();
        await().until(() -> tree.exec("slb:runs").out().contains("the manager ended while"));
        assertThat(shows("up, works")).isTrue();
    }

    /** Of each member. */
    private boolean shows(String state) throws Exception {
        String status = lab("ims").out();
        return status.contains("IMS1 " + state) && status.contains("IMS2 " + state);
    }

    private void configure() throws IOException {
        Map<String, String> addresses = Files.readAllLines(laboratory.resolve("array/lab.env")).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        Path password = directory.resolve("password");
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, ImsLabConfiguration.PASSWORD + "\n");
        ImsLabConfiguration lab = new ImsLabConfiguration(
                Integer.parseInt(addresses.get("ZOSMF_LABPLEX_PORT")),
                Integer.parseInt(addresses.get("DS8000_75IMS01_PORT")),
                addresses.get("LAB_SHA256"),
                password);
        write("org.copyblade.system.ims-bank", lab.system());
        Map<String, String> storage = new HashMap<>(lab.flashCopy());
        // No request to this storage is under way for long once the fault is gone.
        storage.put("late.request.limit.s", "5");
        write("org.copyblade.blade.flashcopy-lab", storage);
        Map<String, String> profile = new HashMap<>(ImsLabConfiguration.profile("flashcopy"));
        profile.put("suspend.limit.ms", Long.toString(SUSPEND_LIMIT.toMillis()));
        write("org.copyblade.profile-nightly", profile);
    }

    private void write(String name, Map<String, String> keys) throws IOException {
        Files.write(
                tree.home().resolve("config").resolve(name + ".cfg"),
                keys.entrySet().stream()
                        .map(key -> key.getKey() + " = " + key.getValue())
                        .toList());
    }

    private Tree.Result lab(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 3];
        command[0] = "lab";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        command[arguments.length + 1] = "--home";
        command[arguments.length + 2] = laboratory.toString();
        return tree.run(command);
    }
}
