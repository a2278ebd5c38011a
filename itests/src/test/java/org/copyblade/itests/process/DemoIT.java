package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The demo as a newcomer starts it: the whole way from a laboratory to a ledger that is complete. */
class DemoIT {
    private static final boolean MATRIX = Boolean.getBoolean("copyblade.matrix");

    /** Of each of the four blades of a mixed backup, and of that of clones and BCV sets, while backups run. */
    private static final int UPGRADES = Integer.getInteger("copyblade.upgrades", 200);

    /** Of so many new versions one has to make a copy, as in the storm of upgrades. */
    private static final int SERVES_EVERY = 4;

    /** It decides where nothing else works on the machine, with {@code -Dcopyblade.figures=true}. */
    private static final Duration BAR = Duration.ofSeconds(60);

    private Tree tree;

    @BeforeEach
    void unpack() throws Exception {
        tree = Tree.copy();
    }

    @AfterEach
    void remove() throws Exception {
        tree.close();
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void withoutOptions_itShowsImsFromBackupToRestore() throws Exception {
        long began = System.nanoTime();
        String said = shown();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.println("figure: demo of IMS from start to end " + took.toMillis() / 1000.0 + " s");
        if (Boolean.getBoolean("copyblade.figures")) {
            assertThat(took).isLessThanOrEqualTo(BAR);
        }
        assertThat(said)
                .containsPattern("IMS \\[IMS1, IMS2] under load on 7 volumes, reached at \\S+")
                .containsPattern(
                        "disaster: all members are dead, their databases deleted; the background copy of B\\d+")
                .containsPattern("(?m)^system +blade +backups +window ms, median .* restore to first unit ms +ledger$")
                .containsPattern("(?m)^bank +flashcopy +\\d+ +[0-9.]+ .* +[1-9]\\d* units, complete$")
                .containsPattern("(?m)^bank +dfsmsdss +1 +[0-9.]+ .* +copy checked$")
                .contains("B1 COMPLETE by flashcopy: held ")
                .containsPattern(
                        "blade flashcopy upgraded 3 times, up to 1\\.0\\.3\\S*, under \\d+ backups back to back")
                .containsPattern("B\\d+ COMPLETE by dfsmsdss: held ")
                .containsPattern(newVersionsOf("flashcopy", 3))
                .containsPattern("B\\d+ restored by flashcopy and /ERE OVERRIDE, first unit of work after "
                        + "\\S+ ms, with [1-9]\\d* tracks still to be copied back");
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void mixed_copiesTheVolumesOfEachStorageItsOwnWay_inOneBackup() throws Exception {
        assertThat(shown("--blade", "mixed", "--upgrades", Integer.toString(UPGRADES)))
                .contains("B1 COMPLETE by mixed: held ")
                .containsPattern("volume map of B1, shadowimage: B 886000123456/512 -> \\d+, B 886000123456/513 -> ")
                .containsPattern("volume map of B1, timefinder: S 000197900001/00202 -> CB_\\w{8}/00202, S 0001979")
                .containsPattern("volume map of B1, flashcopy: F 2107-75IMS01/0100 -> \\w+, F 2107-75IMS01/0101 -> ")
                .containsPattern("volume map of B1, dfsmsdss: F IMSSYS -> BK03")
                .containsPattern("each of the blades shadowimage, .*dfsmsdss upgraded " + UPGRADES
                        + " times, up to 1\\.0\\." + UPGRADES + "\\S*, under \\d+ backups back to back; none failed")
                .satisfies(DemoIT::everyBladeHasServed)
                .containsPattern("B\\d+ restored by shadowimage, timefinder, flashcopy, dfsmsdss and /ERE OVERRIDE, "
                        + "first unit of work after \\S+ ms, with [1-9]\\d* tracks still to be copied back");
    }

    /** What the other three blades would refuse; at full size only. */
    @TestFactory
    Stream<DynamicTest> mixed_goesByTheMethodOfEachBlade() {
        return (MATRIX ? Stream.of("clone S", "bcv B") : Stream.<String>empty())
                .map(text -> text.split(" "))
                .map(method -> DynamicTest.dynamicTest(method[0], () -> mixedIsShown(method[0], method[1])));
    }

    private void mixedIsShown(String method, String technique) throws Exception {
        assertThat(shown("--blade", "mixed-" + method, "--upgrades", Integer.toString(UPGRADES)))
                .contains("B1 COMPLETE by mixed-" + method + ": held ")
                .containsPattern("volume map of B1, shadowimage: B 886000123456/512 -> \\d+, ")
                .containsPattern("volume map of B1, timefinder: " + technique + " 000197900001/00\\d{3} -> 00\\d{3}")
                .containsPattern("volume map of B1, flashcopy: F 2107-75IMS01/0100 -> \\w+, ")
                .containsPattern("volume map of B1, dfsmsdss: F IMSSYS -> BK03")
                .containsPattern("each of the blades shadowimage, .*dfsmsdss upgraded " + UPGRADES
                        + " times, up to 1\\.0\\." + UPGRADES + "\\S*, under \\d+ backups back to back; none failed")
                .satisfies(DemoIT::everyBladeHasServed)
                .containsPattern("B\\d+ restored by shadowimage, timefinder, flashcopy, dfsmsdss and /ERE OVERRIDE, "
                        + "first unit of work after \\S+ ms, with [1-9]\\d* tracks still to be copied back");
    }

    /** All of them at full size only. */
    @TestFactory
    Stream<DynamicTest> eachBlade_isShownByItself() {
        return (MATRIX ? Stream.of("timefinder", "shadowimage", "dfsmsdss") : Stream.<String>empty())
                .map(blade -> DynamicTest.dynamicTest(blade, () -> assertThat(shown("--blade", blade))
                        .contains("B1 COMPLETE by " + blade + ": held ")
                        .contains("blade " + blade + " upgraded 3 times, up to 1.0.3")
                        .containsPattern(newVersionsOf(blade, 3))
                        .containsPattern(
                                "B\\d+ restored by " + blade + " and /ERE OVERRIDE, first unit of work after ")));
    }

    /** Three sets hold two backups while the third is synchronised; at full size only. */
    @TestFactory
    Stream<DynamicTest> eachMethodOfTimeFinder_isShownByItself() {
        return (MATRIX ? Stream.of("clone S", "bcv B") : Stream.<String>empty())
                .map(text -> text.split(" "))
                .map(method -> DynamicTest.dynamicTest(method[0], () -> methodIsShown(method[0], method[1])));
    }

    private void methodIsShown(String method, String technique) throws Exception {
        assertThat(shown("--blade", method, "--upgrades", Integer.toString(UPGRADES)))
                .contains("B1 COMPLETE by " + method + ": held ")
                .containsPattern("volume map of B1, timefinder: " + technique + " 000197900001/00\\d{3} -> 00\\d{3}")
                .containsPattern("blade timefinder upgraded " + UPGRADES + " times, up to 1\\.0\\." + UPGRADES
                        + "\\S*, under \\d+ backups back to back; none failed")
                .containsPattern(newVersionsOf("timefinder", UPGRADES))
                .containsPattern("B\\d+ restored by timefinder and /ERE OVERRIDE, first unit of work after ");
    }

    private static void everyBladeHasServed(String said) {
        for (String blade : List.of("shadowimage", "timefinder", "flashcopy", "dfsmsdss")) {
            assertThat(said).containsPattern(newVersionsOf(blade, UPGRADES));
        }
    }

    /** At least every fourth of the new versions, and the last one, have made copies before they were replaced. */
    private static Pattern newVersionsOf(String blade, int upgrades) {
        String counts = IntStream.rangeClosed(Math.max(1, upgrades / SERVES_EVERY), upgrades)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining("|"));
        return Pattern.compile("new versions that made copies: .*\\b(" + counts + ") of " + blade + "\\b");
    }

    /** What a demo says that comes to its good end. */
    private String shown(String... options) throws Exception {
        String[] command = Stream.concat(Stream.of("demo"), Stream.of(options)).toArray(String[]::new);
        String said = DemoRun.shown(tree.builder(command));
        assertThat(said)
                .containsPattern("copy B\\d+ checked, a restart of it tried: .*; nothing is wrong")
                .contains(": 0 bytes of data went through the host")
                .containsPattern("ledger complete: all [1-9]\\d+ units of work acknowledged before the instant")
                .contains("Nothing is left behind");
        return said;
    }

    @Test
    void anUnknownBlade_isRefusedByName_andLeavesNothing() throws Exception {
        Path temporary = Files.createDirectory(tree.home().resolve("temporary"));
        Tree.Result refused =
                tree.run(Map.of("COPYBLADE_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary), "demo", "--blade", "tape");
        assertThat(refused.status()).isNotZero();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("copyblade-demo-")))
                    .isEmpty();
        }
        assertThat(refused.err())
                .doesNotContain("the demo's log is in")
                .contains(
                        "the demo has no blade 'tape'; it has flashcopy, dfsmsdss, timefinder, clone, bcv, shadowimage, mixed,"
                                + " mixed-clone, mixed-bcv");
    }
}
