package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.copyblade.demo.fixture.PostgresBinaries;
import org.copyblade.demo.fixture.PostgresServer;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A server with a password that the running distribution gets by reference: from a file, then from the environment. */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class SecretsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PASSWORD = "Hagebuttenmark-7411";

    private Tree tree;
    private PostgresServer server;
    private Path secret;

    @BeforeEach
    void start() throws Exception {
        PostgresBinaries.unsupportedReason().ifPresent(Assumptions::abort);
        server = PostgresServer.with(PostgresBinaries.forThisMachine())
                .password(PASSWORD)
                .create();
        server.start();
        tree = Tree.copy();
        assertThat(tree.run("start").status()).isZero();
        secret = tree.data().resolve("secrets/shop");
    }

    @AfterEach
    void stop() throws Exception {
        if (tree != null) {
            tree.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aReference_isResolved_refusedWithNothingBehindIt_andNeverShowsWhatIsBehindIt() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret.getParent())))
                .isEqualTo("rwx------");
        Files.writeString(secret, PASSWORD + "\n");
        configure("$[secret:shop]");
        configureProfile("system = shop\nblade = reflink\n");
        await().atMost(LIMIT).until(() -> analyze().status() == 0);

        // A bad edit: said, and the last good password goes on working.
        Path file = configure("$[secret:nobody]");
        String refused = "key '.password' has the reference $[secret:nobody], which nothing could resolve";
        await().atMost(LIMIT).until(() -> log().contains(refused));
        assertThat(analyze().status()).isZero();

        // Options of a backup take none; and an edit by command touches no other file.
        Tree.Result set = tree.exec("slb:set nightly 'target.pool=$[secret:shop]'");
        assertThat(set.status()).isEqualTo(3);
        assertThat(set.err())
                .startsWith(
                        "DCM-1002 org.copyblade.profile-nightly.cfg: 'target.pool' has the reference $[secret:shop], but"
                                + " options of a backup hold no secrets");
        String before = Files.readString(configure("$[secret:shop]"));
        assertThat(tree.exec("slb:set nightly generations=3").status()).isZero();
        configureProfile("system = shop\nblade = reflink\ntarget.pool = $[secret:shop]\n");
        await().atMost(LIMIT).until(() -> tree.exec("slb:profiles").out().contains("has the reference $[secret:shop]"));
        String profile = tree.exec("slb:profile nightly").out();
        assertThat(profile).contains("target.pool").doesNotContain(PASSWORD);
        assertThat(Files.readString(file)).isEqualTo(before);

        // Without a last good one after a restart, it is said to whoever asks.
        configureProfile("system = shop\nblade = reflink\n");
        configure("$[env:SHOP_PASSWORD]");
        assertThat(tree.run("stop").status()).isZero();
        assertThat(tree.run("start").status()).isZero();
        await().atMost(LIMIT)
                .until(() -> tree.exec("slb:status").out().contains("$[env:SHOP_PASSWORD], which nothing could"));
        assertThat(tree.run("stop").status()).isZero();
        assertThat(tree.run(Map.of("SHOP_PASSWORD", PASSWORD), "start").status())
                .isZero();
        await().atMost(LIMIT).until(() -> analyze().status() == 0);
        assertThat(tree.exec("system:list --json").out()).doesNotContain(PASSWORD);
        assertThat(tree.run("stop").status()).isZero();
        assertThat(filesWithThePassword()).containsExactly(secret);
    }

    private Tree.Result analyze() throws Exception {
        return tree.exec("system:analyze shop");
    }

    private String log() throws IOException {
        return Files.readString(tree.data().resolve("log/copyblade.log"));
    }

    private Path configure(String password) throws IOException {
        Map<String, String> system = new LinkedHashMap<>();
        system.put("system.name", "shop");
        system.put("host", "127.0.0.1");
        system.put("port", Integer.toString(server.port()));
        system.put("data.directory", server.dataDirectory().toString());
        system.put("bin.directory", server.binaries().home().resolve("bin").toString());
        system.put(".password", password);
        StringBuilder text = new StringBuilder("# how it is reached\n");
        system.forEach(
                (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        return write("org.copyblade.system.postgresql-shop.cfg", text.toString());
    }

    private void configureProfile(String text) throws IOException {
        write("org.copyblade.profile-nightly.cfg", text);
    }

    private Path write(String name, String text) throws IOException {
        Path draft = Files.writeString(tree.home().resolve(name + ".part"), text);
        Path file = tree.home().resolve("config").resolve(name);
        return Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Everything below the tree: configuration, log, catalog, what Config Admin remembers. */
    private List<Path> filesWithThePassword() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(tree.home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(PASSWORD)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
