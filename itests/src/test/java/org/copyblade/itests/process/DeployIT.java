package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Jars dropped into deploy/ of the running distribution, replaced and removed; and what is said of those that do not fit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeployIT {
    private Tree tree;

    @BeforeAll
    void start() throws Exception {
        tree = Tree.copy();
        assertThat(tree.run("start").status()).isZero();
    }

    @AfterAll
    void stop() throws Exception {
        tree.close();
    }

    /** One test leaves nothing to the next. */
    @AfterEach
    void takeEverythingAway() throws Exception {
        for (String jar : List.of("probe.jar", "future.jar", "plain.jar", "torn.jar")) {
            Files.deleteIfExists(tree.deploy().resolve(jar));
        }
        await().until(() -> tree.exec("deploy:status").status() == 0
                && tree.exec("probe:version").status() == 2);
    }

    @Test
    void jar_isInstalledReplacedAndRemoved() throws Exception {
        TestJar.probe("1.0.0").deployTo(tree.deploy(), "probe.jar");
        await().until(() -> tree.exec("probe:version").out().equals("1.0.0\n"));
        TestJar.probe("1.1.0").deployTo(tree.deploy(), "probe.jar");
        await().until(() -> tree.exec("probe:version").out().equals("1.1.0\n"));
        Tree.Result shown = tree.exec("deploy:status");
        assertThat(shown.status()).isZero();
        assertThat(shown.out())
                .startsWith(row("FILE", "STATE", "BUNDLE"))
                .contains(row("probe.jar", "active", "probe 1.1.0"));
        Files.delete(tree.deploy().resolve("probe.jar"));
        await().until(() -> tree.exec("probe:version").status() == 2);
    }

    @Test
    void jarThatDoesNotResolve_isReportedWithWhatItLacks() throws Exception {
        TestJar.bundle("future.blade", "1.0.0")
                .header("Import-Package", "org.copyblade.blade.spi;version=\"[2,3)\",org.example.absent")
                .deployTo(tree.deploy(), "future.jar");
        Predicate<String> told = Pattern.compile(
                        "DCM-8010 cannot resolve 'future\\.jar': it lacks package org\\.copyblade\\.blade\\.spi"
                                + " from 2\\.0\\.0 below 3\\.0\\.0, here is 1\\.\\d+\\.\\d+; package org\\.example\\.absent")
                .asPredicate();
        await().until(() -> told.test(tree.exec("deploy:status").out()));
        assertThat(tree.exec("deploy:status").status()).isEqualTo(1);
        await().until(() -> told.test(log()));
    }

    @Test
    void fileThatIsNoBundle_isReported_andAGoodOneInItsPlaceIsTaken() throws Exception {
        TestJar.plain().deployTo(tree.deploy(), "plain.jar");
        Files.writeString(tree.deploy().resolve("torn.jar"), "not a zip file");
        String plain = "DCM-8011 cannot deploy 'plain.jar': its manifest has no Bundle-SymbolicName";
        await().until(() -> log().contains(plain) && log().contains("DCM-8011 cannot deploy 'torn.jar': "));
        assertThat(tree.exec("deploy:status").out()).contains(plain);

        TestJar.probe("1.0.0").deployTo(tree.deploy(), "torn.jar");
        await().until(() -> tree.exec("probe:version").status() == 0);
    }

    @Test
    void componentThatFails_isNamedWithItsBundleAndTheReason_andStartsOnceItIsCorrected() throws Exception {
        Path config = tree.home().resolve("config/org.copyblade.system.postgresql-wrong.cfg");
        Files.writeString(config, "system.name = wrong\nhosst = db1\n");
        String told = "DCM-8013 bundle org.copyblade.system.postgresql has components that failed to activate:"
                + " org.copyblade.system.postgresql.internal.PostgresSystem configured by"
                + " org.copyblade.system.postgresql~wrong: PG-CONFIG system 'wrong': unknown key 'hosst'";
        await().until(() -> tree.exec("deploy:status").out().contains(told));
        Tree.Result shown = tree.exec("deploy:status");
        assertThat(shown.status()).isEqualTo(1);
        assertThat(shown.out())
                .contains(
                        row("org.copyblade.system.postgresql.jar", "active", "").strip());
        await().until(() -> log().contains(told));

        Files.writeString(config, "system.name = wrong\nport = 1\n");
        await().until(() -> tree.exec("deploy:status").status() == 0);
        await().until(() -> tree.exec("system:list").out().matches("(?s).*wrong +postgresql .*"));
    }

    private String log() throws Exception {
        Path log = tree.data().resolve("log/copyblade.log");
        return Files.readString(log);
    }

    private static String row(String file, String state, String bundle) {
        return String.format("%-40s %-11s %s%n", file, state, bundle);
    }
}
