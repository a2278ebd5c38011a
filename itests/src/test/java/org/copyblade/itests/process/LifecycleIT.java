package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Start, stop and everything that may come between. */
class LifecycleIT {

    /** A shared archive of classes that is not there is no obstacle; nor is it written, for others may be reading it. */
    @Test
    void startServeStop_leavesNothingBehind_norAnArchiveThatIsShared() throws Exception {
        try (Tree tree = Tree.copy()) {
            Path shared = tree.home().resolveSibling("shared.jsa");
            Tree.Result started = tree.run(Map.of("COPYBLADE_CLASS_ARCHIVE", shared.toString()), "start");
            Tree.Result first = tree.run("exec", "echo served");
            assertThat(started.err()).isEmpty();
            assertThat(started.status()).isZero();
            assertThat(first).isEqualTo(new Tree.Result(0, "served\n", ""));

            Path runtime = tree.runtimeDirectory();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runtime)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runtime.resolve("control.sock"))))
                    .isEqualTo("rw-------");
            assertThat(tree.run("status").status()).isZero();

            assertThat(tree.run("stop").status()).isZero();
            assertThat(runtime).doesNotExist();
            assertThat(tree.data().resolve("instance.properties")).doesNotExist();
            assertThat(tree.run("status").status()).isEqualTo(1);
            assertThat(tree.run("exec", "echo gone").err()).startsWith("DCM-8007 no instance runs on ");
            assertThat(shared).doesNotExist();
            try (DirectoryStream<Path> own = Files.newDirectoryStream(tree.data(), "classes-*.jsa")) {
                assertThat(own).isEmpty();
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void archiveOfClasses_isWrittenOnceByAnOrderlyStop_andADamagedOneIsNoObstacle() throws Exception {
        try (Tree tree = Tree.copy()) {
            Map<String, String> on = Map.of("COPYBLADE_CLASS_ARCHIVE", "on");
            tree.run(on, "start");
            tree.run("stop");
            Path archive;
            try (DirectoryStream<Path> found = Files.newDirectoryStream(tree.data(), "classes-*.jsa")) {
                archive = found.iterator().next();
            }
            assertThat(tree.run(on, "start").err()).isEmpty();
            assertThat(tree.run("exec", "echo archived").out()).isEqualTo("archived\n");
            assertThat(mapped(tree.pid())).contains(archive.toString());
            tree.run("stop");

            Path shared = Files.move(archive, tree.home().resolveSibling("shared.jsa"));
            Files.write(archive, new byte[1 << 20]);
            assertThat(tree.run(Map.of("COPYBLADE_CLASS_ARCHIVE", shared.toString()), "start")
                            .err())
                    .isEmpty();
            assertThat(mapped(tree.pid())).contains(shared.toString()).doesNotContain(archive.toString());
            tree.run("stop");

            assertThat(tree.run(on, "start").err()).isEmpty();
            assertThat(tree.run("exec", "echo without").out()).isEqualTo("without\n");
        }
    }

    @Test
    void terminateSignal_stopsCleanly() throws Exception {
        try (Tree tree = Tree.copy()) {
            Process platform = tree.builder("start", "--foreground").inheritIO().start();
            await().until(() -> tree.run("exec", "echo up").status() == 0);
            Path runtime = tree.runtimeDirectory();
            platform.destroy();
            assertThat(platform.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(platform.exitValue()).isEqualTo(143);
            assertThat(runtime).doesNotExist();
            assertThat(tree.data().resolve("instance.properties")).doesNotExist();
        }
    }

    @Test
    void killedInstance_isNoObstacleToTheNext() throws Exception {
        try (Tree tree = Tree.copy()) {
            tree.run("start");
            long killed = tree.pid();
            ProcessHandle.of(killed).ifPresent(ProcessHandle::destroyForcibly);
            await().until(() -> tree.run("status").status() == 1);
            assertThat(tree.run("start").status()).isZero();
            assertThat(tree.pid()).isNotEqualTo(killed);
            assertThat(tree.run("exec", "echo again").out()).isEqualTo("again\n");
        }
    }

    @Test
    void configurationDeletedWhileDown_doesNotComeBack() throws Exception {
        try (Tree tree = Tree.copy()) {
            Path file = tree.home().resolve("config/org.example.orphan.cfg");
            Files.writeString(file, "key = value\n");
            tree.run("start");
            assertThat(tree.run("exec", "cm:listConfigurations '(service.pid=org.example.orphan)'")
                            .out())
                    .contains("org.example.orphan");
            tree.run("stop");
            Files.delete(file);
            tree.run("start");
            assertThat(tree.run("exec", "cm:listConfigurations '(service.pid=org.example.orphan)'")
                            .out())
                    .doesNotContain("org.example.orphan");
        }
    }

    @Test
    void javaThatIsTooOld_getsASentence() throws Exception {
        try (Tree tree = Tree.copy()) {
            Path old = tree.home().resolveSibling("jdk-11");
            Files.createDirectories(old.resolve("bin"));
            Files.copy(Path.of("/bin/false"), old.resolve("bin/java"));
            Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
            Tree.Result refused = tree.run(Map.of("JAVA_HOME", old.toString()), "status");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.err())
                    .isEqualTo("DCM-8004 needs Java 17 or newer; " + old.resolve("bin/java") + " is older\n"
                            + "HINT: install Java 17 or newer, or let JAVA_HOME name one\n");
        }
    }

    /** What leaves an instance as it is is tried with one, which lies where a path is longer than a socket's name. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class OneThatRuns {
        private Tree tree;
        private long startTookMs;
        private Duration processor;
        private long residentMegabytes;

        @BeforeAll
        void start() throws Exception {
            tree = Tree.copyBelow("a long path with blanks/" + "x".repeat(120) + "/copyblade");
            long began = System.nanoTime();
            assertThat(tree.run("start").status()).isZero();
            assertThat(tree.run("exec", "echo served").out()).isEqualTo("served\n");
            startTookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            processor = ProcessHandle.of(tree.pid())
                    .flatMap(platform -> platform.info().totalCpuDuration())
                    .orElseThrow();
            residentMegabytes = residentKilobytes(tree.pid()) / 1024;
        }

        @AfterAll
        void stop() throws Exception {
            tree.close();
        }

        /** The bars are 1500 ms and 150 MB, see bundles/bench; here others share the processors, so only their own time counts. */
        @Test
        void start_isQuick_andWhatRunsIsSmall() {
            System.out.println("figure: start to first command served " + startTookMs + " ms, of a processor "
                    + processor.toMillis() + " ms, resident idle " + residentMegabytes + " MiB");
            assertThat(processor).isLessThanOrEqualTo(Duration.ofSeconds(6));
            assertThat(residentMegabytes).isLessThanOrEqualTo(200);
        }

        @Test
        void secondInstanceOnTheSameData_isRefused() throws Exception {
            String refusal = "DCM-8008 another instance (pid " + tree.pid() + ") already runs on " + tree.data();
            Tree.Result background = tree.run("start");
            assertThat(background.status()).isEqualTo(1);
            assertThat(background.err()).startsWith(refusal);
            Tree.Result foreground = tree.run("start", "--foreground");
            assertThat(foreground.status()).isEqualTo(1);
            assertThat(foreground.err()).startsWith(refusal);
            assertThat(tree.run("exec", "echo unharmed").status()).isZero();
        }

        @Test
        void sameTreeWithOtherData_isAnotherInstance() throws Exception {
            Map<String, String> elsewhere =
                    Map.of("COPYBLADE_DATA", tree.home().resolveSibling("other").toString());
            assertThat(tree.run(elsewhere, "start").status()).isZero();
            assertThat(tree.run(elsewhere, "exec", "echo other").out()).isEqualTo("other\n");
            assertThat(tree.run(elsewhere, "stop").status()).isZero();
            assertThat(tree.run("status").status()).isZero();
        }

        @Test
        void pathLongerThanASocketsName_works() throws Exception {
            assertThat(tree.run("exec", "echo far").out()).isEqualTo("far\n");
            assertThat(tree.runtimeDirectory().toString().length()).isLessThan(100);
        }
    }

    /** The files in the memory of a process. */
    private static String mapped(long pid) throws Exception {
        return Files.readString(Path.of("/proc", Long.toString(pid), "maps"));
    }

    private static long residentKilobytes(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
