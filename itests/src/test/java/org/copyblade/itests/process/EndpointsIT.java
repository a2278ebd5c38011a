package org.copyblade.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Endpoints that configuration files name, of the shipped blades as they are shipped, against laboratories of their own. */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class EndpointsIT {
    private Tree tree;
    private Path zosHome;
    private Path clusterHome;

    @BeforeEach
    void start() throws Exception {
        tree = Tree.copy();
        zosHome = tree.data().resolveSibling("lab-zos");
        clusterHome = tree.data().resolveSibling("lab-cluster");
        assertThat(tree.run("start").status()).isZero();
    }

    private void lab(String face, String seed, Path home) throws Exception {
        Tree.Result started = tree.run(
                "lab",
                "start",
                "--face",
                face,
                "--seed",
                tree.home().resolve("config/samples").resolve(seed).toString(),
                "--port",
                "0",
                "--home",
                home.toString());
        assertThat(started.status()).as(started.err()).isZero();
    }

    @AfterEach
    void stop() throws Exception {
        tree.run("lab", "stop", "--home", zosHome.toString());
        tree.run("lab", "stop", "--home", clusterHome.toString());
        tree.close();
    }

    @Test
    void configuredEndpoints_areListedAndAskedAboutCopies() throws Exception {
        lab("zosmf", "lab.seed.toml", zosHome);
        lab("virtualize", "lab.virtualize.seed.toml", clusterHome);
        Map<String, String> zos = environment(zosHome);
        configure(
                "org.copyblade.blade.dfsmsdss-zos1.cfg",
                """
                endpoint = zos1
                host = localhost
                port = %s
                user = STGADM
                password.file = %s
                certificate.sha256 = %s
                prefix = SYS2.COPYBLD
                units = 01=0100,02=0200
                target.volumes = BK0200-BK0209
                """
                        .formatted(zos.get("ZOSMF_LABPLEX_PORT"), password(), zos.get("LAB_SHA256")));
        Map<String, String> cluster = environment(clusterHome);
        configure(
                "org.copyblade.blade.flashcopy.virtualize-svc1.cfg",
                """
                endpoint = svc1
                host = localhost
                port = %s
                user = admin
                password.file = %s
                certificate.sha256 = %s
                target.volumes = target_*
                """
                        .formatted(cluster.get("VIRTUALIZE_78ABC33_PORT"), password(), cluster.get("LAB_SHA256")));

        // Nothing answers there, and nobody asks: a blade is listed as soon as it is configured.
        configure(
                "org.copyblade.blade.timefinder-max1.cfg",
                """
                endpoint = max1
                array = 000197900001
                host = localhost
                port = 9
                user = admin
                password.file = %s
                certificate.sha256 = %s
                """
                        .formatted(password(), cluster.get("LAB_SHA256")));

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            String blades = tree.exec("blade:list").out();
            return blades.contains("zos1") && blades.contains("svc1") && blades.contains("max1");
        });
        assertThat(tree.exec("blade:list").out())
                .containsPattern("dfsmsdss +zos1 +\\S+ +volume +volume +inside-establish")
                .containsPattern("flashcopy +svc1 +\\S+ +volume +endpoint +none")
                .containsPattern("timefinder +max1 +1\\.1\\.0 +volume +endpoint +none");
        configure("org.copyblade.profile-data.cfg", "system = shop\nblade = dfsmsdss@zos1\n");
        configure("org.copyblade.profile-blocks.cfg", "system = shop\nblade = flashcopy@svc1\n");
        // What lies on the storage is asked of the endpoint of each profile.
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            tree.exec("slb:reconcile");
            return operations(clusterHome).contains("EFFECT\tlsfcmap\t200")
                    && operations(zosHome).contains("\tzosmf\t");
        });
        assertThat(operations(clusterHome)).doesNotContain("mkfcmap");
    }

    private static String operations(Path home) throws IOException {
        return Files.readString(home.resolve("array/operations.log"));
    }

    @Test
    void endpointThatCannotBeUsed_isSaidWithKeyAndCure() throws Exception {
        configure(
                "org.copyblade.blade.flashcopy.virtualize-svc1.cfg",
                """
                endpoint = svc1
                host = localhost
                user = admin
                password.file = %s
                certificate.sha256 = 12
                """
                        .formatted(password()));
        Path log = tree.data().resolve("log/copyblade.log");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(log) && Files.readString(log).contains("key 'certificate.sha256'"));
        assertThat(Files.readString(log)).contains("give the 64 hex digits of the SHA-256 of the certificate");
        Tree.Result status = tree.exec("slb:status");
        assertThat(status.status()).isEqualTo(1);
        assertThat(status.out())
                .containsPattern(
                        "flashcopy@svc1 +blade .*its configuration is refused: FLASHCOPY-CONFIG endpoint 'svc1'")
                .contains("give the 64 hex digits of the SHA-256 of the certificate");

        configure(
                "org.copyblade.blade.flashcopy.virtualize-svc1.cfg",
                cluster("certificate.sha256 = " + "ab".repeat(32)));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> tree.exec("slb:status").status() == 0);
        configure("org.copyblade.blade.flashcopy.virtualize-svc1.cfg", cluster("certificate.sha265 = 12"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> tree.exec("slb:status").status() == 1);
        assertThat(tree.exec("slb:status --json").out())
                .contains("\"name\" : \"flashcopy@svc1\"")
                .contains("the last good one stays in force until the next start: FLASHCOPY-CONFIG endpoint 'svc1':")
                .contains("certificate.sha265");
        assertThat(tree.exec("blade:list").out()).contains("svc1");
        configure(
                "org.copyblade.blade.flashcopy.virtualize-svc1.cfg",
                cluster("certificate.sha256 = " + "ab".repeat(32)));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> tree.exec("slb:status").status() == 0);
    }

    private String cluster(String line) throws IOException {
        return "endpoint = svc1\nhost = localhost\nuser = admin\npassword.file = %s\n%s\n".formatted(password(), line);
    }

    /** Whole at once: half a file would be read. */
    private void configure(String name, String text) throws IOException {
        Path beside = Files.writeString(tree.home().resolve(name), text);
        Files.move(beside, tree.home().resolve("config").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path password() throws IOException {
        Path file = Files.writeString(tree.home().resolve("lab.password"), "laboratory\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static Map<String, String> environment(Path home) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(home.resolve("array/lab.env"))) {
            values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return values;
    }
}
