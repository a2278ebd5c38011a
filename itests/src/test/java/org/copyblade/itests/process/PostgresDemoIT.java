package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.copyblade.demo.fixture.PostgresBinaries;
import org.copyblade.demo.fixture.ScratchDirectory;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The demo on real servers: all that it can show, and what is left of that for somebody who is not root. */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class PostgresDemoIT {

    private static final List<String> DEMO = List.of("demo", "--system", "postgresql");
    private static final String NOBODY = "nobody";

    private Tree tree;

    @BeforeEach
    void unpack() throws Exception {
        PostgresBinaries.unsupportedReason().ifPresent(reason -> assumeTrue(false, reason));
        tree = Tree.copy();
    }

    @AfterEach
    void remove() throws Exception {
        if (tree != null) {
            tree.close();
        }
    }

    @Test
    void asRoot_aServerOnEachFilesystemIsShown() throws Exception {
        for (Kind kind : Kind.values()) {
            ScratchFilesystem.unsupportedReason(kind).ifPresent(reason -> assumeTrue(false, reason));
        }
        String said = comesToItsEnd(DemoRun.shown(tree.builder(DEMO.toArray(String[]::new))));

        assertThat(said).startsWith("System Level Backups of two live PostgreSQL servers, on XFS and on btrfs.\n");
        for (String[] server : new String[][] {{"shop", "reflink"}, {"bank", "btrfs"}}) {
            assertThat(said)
                    .containsPattern("(?m)^" + server[0] + ": B\\d+ COMPLETE: held [\\d.]+ ms, ")
                    .containsPattern("(?m)^" + server[0] + ": blade " + server[1] + " upgraded 5 times, up to ")
                    .containsPattern("(?m)^" + server[0] + ": ledger complete: all [1-9]\\d+ transfers acknowledged ");
        }
    }

    @Test
    void withoutRoot_hostCopyIsShown_andTheFirstLineSaysWhatIsNot() throws Exception {
        try (ScratchDirectory place = ScratchDirectory.create("without-root")) {
            Path temporary = Files.createDirectory(place.path().resolve("tmp"));
            ProcessBuilder demo = new ProcessBuilder(commandOfSomebody(place.path()));
            demo.environment()
                    .putAll(Map.of(
                            "HOME",
                            place.path().toString(),
                            "COPYBLADE_CLASS_ARCHIVE",
                            "off",
                            "COPYBLADE_JAVA_OPTS",
                            "-Djava.io.tmpdir=" + temporary));

            String said = comesToItsEnd(DemoRun.shown(demo));

            assertThat(said)
                    .startsWith("Cannot show here: backups within milliseconds and both copy blades, because mounting"
                            + " needs root. Shown instead: host copy in backup mode.\n")
                    .containsPattern("(?m)^shop: B1 COMPLETE: not held, ")
                    .containsPattern("(?m)^shop: ledger complete: all [1-9]\\d+ transfers acknowledged ");
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left.filter(path -> !path.getFileName().toString().startsWith("copyblade-cache-")))
                        .isEmpty();
            }
        }
    }

    private static String comesToItsEnd(String said) {
        assertThat(said)
                .containsPattern("upgraded 5 times, up to 1\\.0\\.5\\S*, under \\d+ backups back to back; none failed")
                .containsPattern("B\\d+ restored, first connection after ")
                .contains("Nothing is left behind");
        return said;
    }

    /** Of whoever runs the test; of nobody, on a copy of the tree that belongs to nobody, where that is root. */
    private List<String> commandOfSomebody(Path place) throws Exception {
        List<String> command = new ArrayList<>();
        Path home = tree.home();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(
                    List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + groupOf(NOBODY), "--clear-groups", "--"));
            List<String> java = new ArrayList<>(command);
            java.addAll(List.of(System.getenv("JAVA_HOME") + "/bin/java", "-version"));
            assumeTrue(ends(java), "there is no setpriv, no user " + NOBODY + ", or no Java that this user can run");
            home = place.resolve("tree");
            assertThat(ends(List.of("cp", "-rL", tree.home().toString(), home.toString())))
                    .isTrue();
            assertThat(ends(List.of("chmod", "-R", "a+rX", place.toString()))).isTrue();
            assertThat(ends(List.of("chown", "-R", NOBODY, place.toString()))).isTrue();
        }
        command.add(home.resolve("bin/copyblade").toString());
        command.addAll(DEMO);
        return command;
    }

    private static Object groupOf(String user) throws IOException, InterruptedException {
        Path file = Files.createTempFile("copyblade-of-" + user, "");
        try {
            return ends(List.of("chown", user + ":", file.toString())) ? Files.getAttribute(file, "unix:gid") : "none";
        } finally {
            Files.delete(file);
        }
    }

    private static boolean ends(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
