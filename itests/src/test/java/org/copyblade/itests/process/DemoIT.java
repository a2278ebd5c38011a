package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a newcomer starts it: the whole way from a laboratory to a ledger that is complete. */
class DemoIT {
    private static final long STORM_MINUTES = 60;

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
    void withoutOptions_itShowsImsFromBackupToRestore() throws Exception {
        assertThat(shown())
                .contains("B1 COMPLETE by flashcopy: held ")
                .containsPattern(
                        "blade flashcopy upgraded 3 times, up to 1\\.0\\.3\\S*, under \\d+ backups back to back")
                .containsPattern("B\\d+ COMPLETE by dfsmsdss: held ")
                .containsPattern("B\\d+ restored by flashcopy and /ERE OVERRIDE, first unit of work after ");
    }

    @Test
    void mixed_copiesTheVolumesOfEachStorageItsOwnWay_inOneBackup() throws Exception {
        assertThat(shown("--blade", "mixed", "--upgrades", "1"))
                .contains("B1 COMPLETE by mixed: held ")
                .containsPattern("volume map of B1, shadowimage: B 886000123456/512 -> \\d+, B 886000123456/513 -> ")
                .containsPattern("volume map of B1, timefinder: S 000197900001/00202 -> CB_\\w{8}/00202, S 0001979")
                .containsPattern("volume map of B1, flashcopy: F 2107-75IMS01/0100 -> \\w+, F 2107-75IMS01/0101 -> ")
                .containsPattern("volume map of B1, dfsmsdss: F IMSSYS -> BK03")
                .containsPattern(
                        "each of the blades shadowimage, .*dfsmsdss upgraded 1 times, up to 1\\.0\\.1\\S*, under \\d+ backups back to back; none failed")
                .containsPattern("B\\d+ restored by shadowimage, timefinder, flashcopy, dfsmsdss and /ERE OVERRIDE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timefinder", "shadowimage", "dfsmsdss"})
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void eachBlade_isShownByItself(String blade) throws Exception {
        assertThat(shown("--blade", blade))
                .contains("B1 COMPLETE by " + blade + ": held ")
                .contains("blade " + blade + " upgraded 3 times, up to 1.0.3")
                .containsPattern("B\\d+ restored by " + blade + " and /ERE OVERRIDE, first unit of work after ");
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void eachBladeOfAMixedBackup_isUpgraded200Times_underBackupsBackToBack_andNoneFails() throws Exception {
        Path out = Files.createFile(tree.home().resolve("storm.out"));
        Process storm = tree.builder("demo", "--blade", "mixed", "--upgrades", "200")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(storm.waitFor(STORM_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            storm.destroy();
        }
        assertThat(storm.exitValue()).as(Files.readString(out)).isZero();
        assertThat(Files.readString(out))
                .containsPattern(
                        "upgraded 200 times, up to 1\\.0\\.200\\S*, under \\d+ backups back to back; none failed")
                .contains("ledger complete: all ");
    }

    /** What a demo says that comes to its good end. */
    private String shown(String... options) throws Exception {
        String[] command = Stream.concat(Stream.of("demo"), Stream.of(options)).toArray(String[]::new);
        Tree.Result demo = tree.run(command);
        assertThat(demo.status()).as(demo.out() + demo.err()).isZero();
        assertThat(demo.out())
                .containsPattern("copy B\\d+ checked, a restart of it tried: .*; nothing is wrong")
                .contains(": 0 bytes of data went through the host")
                .containsPattern("ledger complete: all [1-9]\\d+ units of work acknowledged before the instant")
                .contains("Nothing is left behind");
        return demo.out();
    }

    @Test
    void anUnknownBlade_isRefusedByName() throws Exception {
        Tree.Result refused = tree.run("demo", "--blade", "tape");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err())
                .contains("the demo has no blade 'tape'; it has flashcopy, dfsmsdss, timefinder, shadowimage, mixed");
    }
}
