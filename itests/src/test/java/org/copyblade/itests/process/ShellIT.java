package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell at a terminal, and what bash completes. */
class ShellIT {
    private static final String TAB = "\t";
    private static final String OLDER = "\u0010";
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String PROMPT = "copyblade> ";

    private static Tree tree;

    @TempDir
    Path home;

    @BeforeAll
    static void startWithProbeAndProfile() throws Exception {
        tree = Tree.copy();
        Files.writeString(
                tree.home().resolve("config/org.copyblade.profile-nightly.cfg"), "system = shop\nblade = reflink\n");
        TestJar.probe("1.0.0").deployTo(tree.deploy(), "probe.jar");
        assertThat(tree.run("start").status()).isZero();
        await().until(() -> tree.exec("probe:version").status() == 0);
        await().until(() -> tree.exec("slb:profile nightly").status() == 0);
    }

    @AfterAll
    static void stop() throws Exception {
        tree.close();
    }

    @Test
    void tab_completesCommandsFlagsAndNames() throws Exception {
        try (Terminal shell = Terminal.shell(tree, home)) {
            shell.until(PROMPT);
            shell.type("slb:lis" + TAB + "--us" + TAB + "\r");
            shell.until("slb:list --usable");
            shell.until("there is no such backup");
            shell.until(PROMPT);
            shell.type("slb:profile n" + TAB + "\r");
            shell.until("profile nightly of shop");
            shell.until(PROMPT);
            shell.type(CTRL_D);
            assertThat(shell.end()).isZero();
        }
    }

    @Test
    void history_outlivesTheShell() throws Exception {
        try (Terminal shell = Terminal.shell(tree, home)) {
            shell.until(PROMPT);
            shell.type("echo remembered\r");
            shell.until("remembered"); // as typed
            shell.until("remembered");
            shell.until(PROMPT);
            shell.type("exit\r");
            assertThat(shell.end()).isZero();
        }
        try (Terminal shell = Terminal.shell(tree, home)) {
            shell.until(PROMPT);
            shell.type(OLDER + OLDER + "\r");
            shell.until("remembered"); // as typed
            shell.until("remembered");
            shell.type("probe:refuse\rexit\r");
            shell.until("DCM-2001 ");
            assertThat(shell.end()).isEqualTo(3);
        }
    }

    @Test
    void interrupt_leavesTheCommandRunning_andTheShellToo() throws Exception {
        try (Terminal shell = Terminal.shell(tree, home)) {
            shell.until(PROMPT);
            shell.type("probe:work " + home + "\r");
            shell.until("working");
            shell.type(CTRL_C);
            shell.until("interrupted; what was begun goes on");
            shell.until(PROMPT);
            shell.type("echo still here\r");
            shell.until("still here"); // as typed
            shell.until("still here");
            assertThat(home.resolve("done")).doesNotExist();
            Files.createFile(home.resolve("go"));
            await().until(() -> Files.exists(home.resolve("done")));
        }
    }

    @Test
    void bash_completesCommandsOfExec_inQuotesAndWithout() throws Exception {
        assertThat(completed("copyblade", "do")).containsExactly("doctor");
        assertThat(completed("copyblade", "exec", "\"slb:li")).containsExactly("slb:list");
        assertThat(completed("copyblade", "exec", "\"slb:profile n")).containsExactly("slb:profile nightly");
        assertThat(completed("copyblade", "exec", "slb", ":", "li")).containsExactly("list");
        assertThat(completed("copyblade", "exec", "slb", ":", "profile", "n")).containsExactly("nightly");
        assertThat(completed("copyblade", "exec", "\"slb:set nightly genera"))
                .containsExactly("slb:set nightly generations=");
    }

    /** What bash is told when TAB is pressed behind these words, which it parts at colons. */
    private List<String> completed(String... words) throws Exception {
        String line = String.join(" ", words).replace(" : ", ":");
        String script =
                """
                PATH=%s:$PATH
                source <(copyblade completion bash)
                COMP_LINE=$1 COMP_POINT=${#1}
                shift
                COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
                _copyblade
                printf '%%s\\n' "${COMPREPLY[@]}"
                """
                        .formatted(tree.home().resolve("bin"));
        List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash", line));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = bash.inputReader().lines().toList();
        assertThat(bash.waitFor()).isZero();
        return lines;
    }

    @Test
    void helpAndVersion_areToldWithoutAnInstance() throws Exception {
        for (String asked : List.of("help", "--help", "-h")) {
            Tree.Result help = tree.run(asked);
            assertThat(help.status()).isZero();
            assertThat(help.out()).startsWith("usage: copyblade COMMAND\n").contains("\n  doctor ");
        }
        assertThat(tree.run("--version").out()).matches("copyblade \\d+\\.\\d+\\.\\d+\\S*\n");
        assertThat(tree.run("demo", "--help"))
                .isEqualTo(new Tree.Result(
                        0,
                        "usage: copyblade demo [--system NAME]\n"
                                + "shows the main job on an IMS in a laboratory, or with postgresql on servers; about a minute\n",
                        ""));
    }
}
