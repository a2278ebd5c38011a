package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.process.Terminal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Interrupting whoever waits for a run leaves the run going and says how to find it again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptIT {

    private static final String CTRL_C = "\u0003";

    @TempDir
    Path directory;

    private Shop shop;
    private Console console;
    private BladeOrders orders;

    @BeforeAll
    void start() throws Exception {
        Shop.assumePossible(Kind.XFS);
        shop = Shop.on(Kind.XFS);
        console = Console.started();
        orders = BladeOrders.deployedTo(console);
        console.protect("shop", shop, Map.of("blade", "test", "suspend.limit.ms", "60000"));
    }

    @BeforeEach
    void holdTheRunUp() throws Exception {
        orders.tell(TestBlade.Order.AWAIT, "establish");
    }

    @AfterEach
    void forget() throws Exception {
        orders.forget();
    }

    @AfterAll
    void stop() throws Exception {
        if (console != null) {
            console.close();
            shop.close();
        }
    }

    @Test
    void interruptedExec_printsTheRun_whichGoesOn() throws Exception {
        ProcessBuilder builder = console.tree().builder("exec", "slb:backup shop");
        // Whoever runs the tests in the background of a script ignores the signal, and so would all of its children.
        builder.command().addAll(0, List.of("env", "--default-signal=INT"));
        Process client = builder.start();
        BufferedReader errors = client.errorReader();
        String run = errors.readLine().split(" ")[0];
        assertThat(run).matches("R\\d+");
        new ProcessBuilder("kill", "-INT", Long.toString(client.pid())).start().waitFor();
        assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isEqualTo(130);
        assertThat(errors.lines()).contains("run " + run + " goes on; follow it with slb:watch " + run);
        orders.go();
        assertThat(console.must("slb:watch " + run)).contains(" is COMPLETE ");
    }

    /** Who breaks off what overwrites a system before it was told of a run must find nothing begun. */
    @Test
    void execInterruptedWhileItsRestoreIsPlanned_beginsNothing() throws Exception {
        orders.forget();
        String backup = console.backup("shop");
        orders.tell(TestBlade.Order.AWAIT, "planRestore");
        ProcessBuilder builder = console.tree().builder("exec", "slb:restore " + backup + " --yes");
        builder.command().addAll(0, List.of("env", "--default-signal=INT"));
        Process client = builder.start();
        orders.awaitReached();
        new ProcessBuilder("kill", "-INT", Long.toString(client.pid())).start().waitFor();
        assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isEqualTo(130);
        assertThat(client.errorReader().lines())
                .contains("interrupted while it was being planned; slb:runs shows whether a run has begun");
        orders.go();

        assertThat(console.must("slb:restore " + backup + " --dry-run"))
                .as("another look at the same")
                .isNotEmpty();
        await().during(Duration.ofSeconds(1))
                .until(() -> !console.must("slb:runs").contains(" restore "));
    }

    @Test
    void interruptedCommandOfTheShell_printsTheRun_whichGoesOn() throws Exception {
        try (Terminal shell = Terminal.shell(console.tree(), directory)) {
            shell.until("copyblade> ");
            shell.type("slb:backup shop\r");
            shell.until("] ");
            shell.type(CTRL_C);
            shell.until(" goes on; follow it with slb:watch ");
            String run = shell.until("copyblade> ").strip().split("\\s", 2)[0];
            assertThat(run).matches("R\\d+");
            orders.go();
            shell.type("slb:watch " + run + "\r");
            shell.until(" is COMPLETE ");
            shell.type("exit\r");
            assertThat(shell.end()).isZero();
        }
    }
}
