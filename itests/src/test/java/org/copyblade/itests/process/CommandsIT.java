package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line reaches the running instance: output, errors, exit status, interruption. */
class CommandsIT {
    private static Tree tree;

    @TempDir
    Path directory;

    @BeforeAll
    static void startWithProbe() throws Exception {
        tree = Tree.copy();
        TestJar.probe("1.0.0").deployTo(tree.deploy(), "probe.jar");
        assertThat(tree.run("start").status()).isZero();
        await().until(() -> tree.exec("probe:version").status() == 0);
    }

    @AfterAll
    static void stop() throws Exception {
        tree.close();
    }

    @Test
    void success_isStatus0() throws Exception {
        assertThat(tree.run("exec", "probe:version")).isEqualTo(new Tree.Result(0, "1.0.0\n", ""));
        assertThat(tree.run("exec", "echo", "one", "two")).isEqualTo(new Tree.Result(0, "one two\n", ""));
    }

    @Test
    void failure_isStatus1_andToldWithCodeAndHint() throws Exception {
        Tree.Result failed = tree.run("exec", "probe:fail");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .startsWith("DCM-4002 cannot probe 'x': the storage is full\nHINT: ")
                .doesNotContain("\tat ");

        Tree.Result crashed = tree.run("exec", "probe:crash");
        assertThat(crashed.status()).isEqualTo(1);
        assertThat(crashed.err())
                .startsWith("DCM-8003 a fault in the probe\nHINT: ")
                .doesNotContain("\tat ");
    }

    @Test
    void nonsense_isStatus2() throws Exception {
        assertThat(tree.run("exec", "probe:nothing").status()).isEqualTo(2);
        assertThat(tree.run("exec", "probe:work").status()).isEqualTo(2);
        assertThat(tree.run("exec", "(((").status()).isEqualTo(2);
        assertThat(tree.run("exec").status()).isEqualTo(2);
        assertThat(tree.run("dance").status()).isEqualTo(2);
        assertThat(tree.run("exec", "slb:backup nightly --jsn"))
                .isEqualTo(
                        new Tree.Result(
                                2,
                                "",
                                "DCM-8002 '--jsn' is not of the form key=value\nHINT: run copyblade exec help, or copyblade help\n"));
        assertThat(tree.run("exec", "slb:list --limit 0").err())
                .startsWith("DCM-8002 --limit is a whole number from 1 to 10000, not 0\n");
        assertThat(tree.run("exec", "slb:runs --limit -1").status()).isEqualTo(2);
        assertThat(tree.run("exec", "blade:check reflink").status()).isEqualTo(2);
        assertThat(tree.run("exec", "slb:show zz"))
                .isEqualTo(
                        new Tree.Result(
                                2,
                                "",
                                "DCM-8002 backup is named B and a number, not 'zz'\nHINT: run copyblade exec help, or copyblade help\n"));
        assertThat(tree.run("exec", "slb:cancel B1").status()).isEqualTo(2);
        assertThat(tree.run("exec", "slb:set nightly").status()).isEqualTo(2);
        assertThat(tree.run("exec", "slb:show"))
                .isEqualTo(
                        new Tree.Result(
                                2,
                                "",
                                "DCM-8002 wrong arguments for 'slb:show': the id of the backup is missing\nHINT: help slb:show\n"));
        assertThat(tree.run("exec", "slb:list --limit many").err())
                .startsWith("DCM-8002 wrong arguments for 'slb:list': --limit takes a whole number, not 'many'\n");
        assertThat(tree.run().status()).isEqualTo(2);
    }

    @Test
    void nonsenseOfWhatOverwritesOrDeletes_isStatus2_andSaysWhatIsWrong() throws Exception {
        assertNonsense("slb:undo", "wrong arguments for 'slb:undo': the id of the restore's run is missing");
        assertNonsense("slb:undo --yes", "wrong arguments for 'slb:undo': the id of the restore's run is missing");
        assertNonsense("slb:undo R1 R2 --yes", "wrong arguments for 'slb:undo': 'R2' is one too many");
        assertNonsense("slb:undo R1 --force", "wrong arguments for 'slb:undo': there is no --force");
        assertNonsense("slb:undo B1 --yes", "run is named R and a number, not 'B1'");
        assertNonsense("slb:undo $run --yes", "the id of the run is a variable that is not set");
        assertNonsense("slb:delete $backup", "the id of the backup is a variable that is not set");
        String contradiction = "--dry-run shows the plan only, and does not go with ";
        assertNonsense("slb:undo R1 --dry-run --yes", contradiction + "--yes, which confirms the plan");
        assertNonsense("slb:undo R1 --dry-run --no-wait", contradiction + "--no-wait, which answers the id of a run");
        assertNonsense("slb:delete B1 --dry-run --no-wait", contradiction + "--no-wait, which answers the id of a run");
        assertNonsense("slb:delete --dry-run", "wrong arguments for 'slb:delete': the id of the backup is missing");
        assertNonsense("slb:delete B1 --yes", "wrong arguments for 'slb:delete': there is no --yes");
        assertNonsense("slb:delete R1", "backup is named B and a number, not 'R1'");
        assertNonsense("slb:restore B1 --dry-run --yes", contradiction + "--yes, which confirms the plan");
    }

    private static void assertNonsense(String command, String why) throws Exception {
        Tree.Result refused = tree.run("exec", command);
        assertThat(refused.status()).as(command).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith("DCM-8002 " + why + "\nHINT: ").hasLineCount(2);
    }

    @Test
    void refusal_isStatus3() throws Exception {
        Tree.Result refused = tree.run("exec", "probe:refuse");
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).startsWith("DCM-2001 cannot probe 'x': a check forbids it\nHINT: ");
        assertThat(tree.run("exec", "slb:show B99").status()).isEqualTo(3);
        assertThat(tree.run("exec", "slb:hold B99").status()).isEqualTo(3);
        assertThat(tree.run("exec", "slb:cancel R99").status()).isEqualTo(3);
    }

    @Test
    void unknownSystem_isRefusedAtOnce() throws Exception {
        long began = System.nanoTime();
        Tree.Result refused = tree.run("exec", "system:analyze nowhere");
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).startsWith("DCM-5001 there is no system 'nowhere'; none is configured\nHINT: ");
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)).isLessThan(30);
    }

    @Test
    void help_hasALineForEachCommand_andAPageForOne() throws Exception {
        assertThat(tree.run("exec", "help").out().lines())
                .anyMatch(line -> line.matches("slb:list +lists backups, newest first"))
                .anyMatch(line -> line.matches("probe:version *"))
                // The product has nothing of the laboratory.
                .noneMatch(line -> line.startsWith("lab:"));
        Tree.Result asked = tree.run("exec", "slb:backup --help");
        assertThat(asked.status()).isZero();
        assertThat(asked.out())
                .startsWith(
                        "slb:backup takes a backup of a profile and waits for its end; interrupting leaves it going\n"
                                + "usage: slb:backup [--json] [--no-wait] <name of the profile>"
                                + " <options for this command only, key=value>...\n")
                .contains("--no-wait");
        assertThat(tree.run("exec", "help slb:backup")).isEqualTo(asked);
        assertThat(tree.run("exec", "help nothing").status()).isEqualTo(2);
    }

    @Test
    void lineOfSeveralCommands_showsAll_andKeepsTheWorstStatus() throws Exception {
        assertThat(tree.run("exec", "slb:list; echo end"))
                .isEqualTo(new Tree.Result(0, "there is no backup yet\nend\n", ""));
        assertThat(tree.run("exec", "slb:list | grep backup"))
                .isEqualTo(new Tree.Result(0, "there is no backup yet\n", ""));
        TestJar.plain().deployTo(tree.deploy(), "nobundle.jar");
        await().until(() -> tree.exec("deploy:status; echo end").status() == 1);
        assertThat(tree.run("exec", "deploy:status | grep nobundle").status()).isEqualTo(1);
        Files.delete(tree.deploy().resolve("nobundle.jar"));
    }

    @Test
    void outputAndErrors_comeApartAndAtOnce() throws Exception {
        Process client = tree.builder("exec", "probe:work " + directory).start();
        BufferedReader out = new BufferedReader(new InputStreamReader(client.getInputStream()));
        BufferedReader err = new BufferedReader(new InputStreamReader(client.getErrorStream()));
        assertThat(out.readLine()).isEqualTo("step 1");
        assertThat(err.readLine()).isEqualTo("warning 1");
        Files.createFile(directory.resolve("go"));
        assertThat(out.lines().filter(line -> !line.equals("working"))).containsExactly("step 2");
        assertThat(client.waitFor()).isZero();
    }

    @Test
    void interruptedClient_leavesTheCommandRunning() throws Exception {
        ProcessBuilder builder = tree.builder("exec", "probe:work " + directory);
        // Whoever runs the tests in the background of a script ignores the signal, and so would all of its children.
        builder.command().addAll(0, List.of("env", "--default-signal=INT"));
        Process client = builder.start();
        new BufferedReader(new InputStreamReader(client.getInputStream())).readLine();
        signal("INT", client.pid());
        assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isEqualTo(130);
        Files.createFile(directory.resolve("go"));
        await().until(() -> Files.exists(directory.resolve("done")));
    }

    @Test
    void stoppedClient_doesNotHoldTheCommandUp() throws Exception {
        Process client = tree.builder("exec", "probe:work " + directory).start();
        new BufferedReader(new InputStreamReader(client.getInputStream())).readLine();
        signal("STOP", client.pid());
        Files.createFile(directory.resolve("go"));
        await().until(() -> Files.exists(directory.resolve("done")));
        client.destroyForcibly();
    }

    @Test
    void shell_readsCommandsInOneSession() throws Exception {
        Path script = Files.writeString(directory.resolve("script"), "x = 5\necho $x\nprobe:refuse\n");
        Process shell = tree.builder("shell")
                .redirectInput(script.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes());
        assertThat(shell.waitFor()).isEqualTo(3);
        assertThat(output).contains("5\n").contains("DCM-2001 ");
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
