package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The laboratory as a process of its own, driven by the command line. */
class LabIT {
    private Tree tree;
    private Path home;
    private Path seed;

    @BeforeEach
    void unpack() throws IOException {
        tree = Tree.copy();
        home = tree.data().resolveSibling("laboratory");
        seed = tree.home().resolve("config/samples/lab.seed.toml");
    }

    @AfterEach
    void remove() throws Exception {
        tree.run("lab", "stop", "--home", home.toString());
        tree.close();
    }

    @Test
    void sampleSeed_isServedUntilItIsStopped() throws Exception {
        Tree.Result started = lab("start", "--face", "ds8000", "--seed", seed.toString(), "--port", "0");
        assertThat(started.status()).as(started.err()).isZero();
        assertThat(started.out())
                .contains("75ABC11 at https://localhost:")
                .contains("SHA-256 "
                        + Files.readString(home.resolve("array/lab.sha256")).strip())
                .contains("system 75ABC11: 52 volumes, 0 relations, frozen 0, freezes ended by their timer 0");
        assertThat(lab("fault", "lost-reply", "--operation", "establish").out())
                .isEqualToIgnoringNewLines("lost-reply for operation establish of system *, after 0, 1 times");
        assertThat(lab("fault", "no-such").err())
                .startsWith("DCM-8003 there is no fault 'no-such'; there are lost-reply");
        assertThat(lab("status").out()).contains("faults to come: 1");
        assertThat(lab("stop").status()).isZero();
        assertThat(lab("status").err()).startsWith("DCM-8007 no instance runs on ");
    }

    @Test
    void sampleSeed_isServedAsZos() throws Exception {
        Tree.Result started = lab("start", "--face", "zosmf", "--seed", seed.toString(), "--port", "0");
        assertThat(started.status()).as(started.err()).isZero();
        assertThat(started.out())
                .contains("LABPLEX at https://localhost:")
                .contains("system 75ABC11: 52 volumes, 0 relations, frozen 0, freezes ended by their timer 0");
        assertThat(lab("fault", "spool-purged", "--operation", "release").out())
                .isEqualToIgnoringNewLines("spool-purged for operation release of system *, after 0, 1 times");
        assertThat(lab("stop").status()).isZero();
    }

    @Test
    void badSeed_isRefusedAndLeavesNothingRunning() throws Exception {
        Path bad = tree.home().resolve("bad.toml");
        Files.writeString(bad, Files.readString(seed).replace("count = 16", "count = 300"));
        Tree.Result refused = lab("start", "--seed", bad.toString(), "--port", "0");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("DCM-8003 seed " + bad
                        + ": system 75ABC11 volumes 0100: count 300 does not fit into one subsystem");
        assertThat(lab("status").err()).startsWith("DCM-8007 ");
    }

    @Test
    void product_hasNothingOfTheLaboratory() throws Exception {
        assertThat(tree.run("start").status()).isZero();
        assertThat(tree.run("exec", "help").out()).contains("slb:status").doesNotContain("lab:");
        assertThat(tree.run("stop").status()).isZero();
    }

    private Tree.Result lab(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 3];
        command[0] = "lab";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        command[arguments.length + 1] = "--home";
        command[arguments.length + 2] = home.toString();
        return tree.run(command);
    }
}
