package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Profiles of a running distribution: from a sample to a change by command, a bad edit and a restart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationIT {

    private Tree tree;
    private Path config;
    private Path profile;

    @BeforeAll
    void startWithTheSamples() throws Exception {
        tree = Tree.copy();
        config = tree.home().resolve("config");
        profile = config.resolve("org.copyblade.profile-nightly.cfg");
        Files.copy(config.resolve("samples/org.copyblade.profile-NAME.cfg"), profile);
        Files.copy(config.resolve("samples/org.copyblade.defaults.cfg"), config.resolve("org.copyblade.defaults.cfg"));
        Files.writeString(config.resolve("org.copyblade.system.postgresql-late.cfg"), "system.name = late\nport = 1\n");
        profileThatWasDue("late", "late", "");
        profileThatWasDue("madeup", "absent", "schedule.catchup = true\n");
        Files.createDirectories(tree.data());
        Files.writeString(tree.data().resolve("schedules.json"), "{" + due("late") + "," + due("madeup") + "}");
        assertThat(tree.run("start").status()).isZero();
    }

    private void profileThatWasDue(String name, String system, String more) throws Exception {
        Files.writeString(
                config.resolve("org.copyblade.profile-" + name + ".cfg"),
                "system = " + system + "\nblade = reflink\nschedule = 30 2 1 1 *\nschedule.zone = UTC\n" + more);
    }

    /** As a platform has left it that ended a year and a half ago. */
    private static String due(String profile) {
        return "\"" + profile + "\":{\"schedule\":\"30 2 1 1 * UTC\",\"handledUntil\":\""
                + Instant.now().minus(Duration.ofDays(550)) + "\",\"due\":\"\",\"reason\":\"\"}";
    }

    @Test
    void startMissedWhileDown_isReported_andMadeUpForWhereAsked() throws Exception {
        await().until(() -> tree.exec("slb:status")
                .out()
                .replaceAll("\\s+", " ")
                .matches(".*profile 'late' was not started at \\d{4}-\\S+ \\S+ the platform was not running.*"));
        assertThat(tree.exec("slb:status").status()).isEqualTo(1);
        await().until(() ->
                tree.exec("slb:runs").out().lines().anyMatch(line -> line.matches("R\\d+ +backup +absent +madeup .*")));
        assertThat(tree.exec("slb:runs").out()).as("the control").doesNotContain(" late ");
    }

    @AfterAll
    void stop() throws Exception {
        tree.close();
    }

    @Test
    void profile_isThereWithTheFirstCommand_andSamplesAreNotProfiles() throws Exception {
        Tree.Result profiles = tree.exec("slb:profiles");
        assertThat(profiles.status()).isZero();
        assertThat(profiles.out()).contains("nightly").contains("shop").doesNotContain("NAME");
    }

    @Test
    void setByCommand_isInTheFile_andNothingElseOfItChanges() throws Exception {
        String before = Files.readString(profile);
        assertThat(tree.exec("slb:set nightly schedule='30 2 * * *'").status()).isZero();
        String shown = "#schedule = 30 2 * * *\n";
        assertThat(Files.readString(profile)).isEqualTo(before.replace(shown, shown + "schedule = 30 2 * * *\n"));
        assertThat(tree.exec("slb:profiles").out()).contains("02:30:00");

        Tree.Result refused = tree.exec("slb:set nightly generation=5");
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err())
                .startsWith("DCM-1001 org.copyblade.profile-nightly.cfg: nobody reads the key 'generation' (value '5');"
                        + " did you mean 'generations'?\nHINT: ");
    }

    @Test
    void badEdit_leavesTheLastGoodInForce_overARestart() throws Exception {
        assertThat(tree.exec("slb:set nightly generations=7").status()).isZero();
        exchange(Files.readString(profile).replace("generations = 7", "generations = seven"));
        await().until(() -> tree.exec("slb:profiles").out().contains("DCM-1002"));
        assertThat(generations()).isEqualTo("7");
        assertThat(tree.exec("slb:status").out().replaceAll("\\s+", " "))
                .contains("profile 'nightly' is refused, and its last good text stays in force: DCM-1002");

        tree.run("stop");
        tree.run("start");
        assertThat(tree.exec("slb:profiles").out()).contains("'seven'");
        assertThat(generations()).isEqualTo("7");

        assertThat(tree.exec("slb:set nightly generations=8").status()).isZero();
        assertThat(tree.exec("slb:profiles").out()).doesNotContain("DCM");
        assertThat(generations()).isEqualTo("8");
    }

    @Test
    void filesThatNobodyReads_areSaid_untilTheyAreNamedRight() throws Exception {
        assertThat(tree.exec("slb:status").out()).doesNotContain("is not read");
        Path wrong = Files.writeString(config.resolve("org.copyblade.profil-late.cfg"), "system = shop\n");
        Path odd = Files.writeString(config.resolve("org.copyblade.profile-late.conf"), "system = shop\n");

        Tree.Result status = tree.exec("slb:status");
        assertThat(status.status()).isEqualTo(1);
        assertThat(status.out())
                .containsPattern("org.copyblade.profil-late.cfg +file .*nothing that is there has the PID")
                .containsPattern("org.copyblade.profile-late.conf +file .*configuration files end in .cfg");

        Files.delete(wrong);
        Files.delete(odd);
        assertThat(tree.exec("slb:status").out()).doesNotContain("is not read");
    }

    private String generations() throws Exception {
        return tree.exec("slb:profile nightly")
                .out()
                .lines()
                .filter(line -> line.startsWith("generations"))
                .map(line -> line.split("\\s+")[1])
                .findFirst()
                .orElse("");
    }

    /** As an editor does: a new file, exchanged for the old one. */
    private void exchange(String text) throws Exception {
        Path draft = Files.writeString(config.resolve(".nightly.draft"), text);
        Files.move(draft, profile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
