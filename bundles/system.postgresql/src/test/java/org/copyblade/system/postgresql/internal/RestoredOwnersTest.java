package org.copyblade.system.postgresql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Restorable.RecoveryPlan;
import org.copyblade.system.spi.SystemLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose the files of a restored server are: a blade brings owners and modes back as they were, and recovery leaves them. */
class RestoredOwnersTest {

    private static final String SECRET = "secret";

    /** Of nobody on any machine that runs tests. */
    private static final int NOBODY_KNOWN = 1_999_999_999;

    private TestServer test;
    private Path data;
    private SystemLayout layout;

    @BeforeEach
    void start() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
        test = TestServer.start();
        data = test.server.dataDirectory();
        layout = test.system.discover(TestServer.soon());
    }

    @AfterEach
    void stop() throws Exception {
        if (test != null) {
            test.close();
        }
    }

    @Test
    void theKeyOfRootThatTheServersGroupMayRead_isWhatItWas() throws Exception {
        Path key = data.resolve("server.key");
        writeKeyAndCertificate(key, data.resolve("server.crt"));
        Files.setAttribute(key, "unix:gid", Files.getAttribute(data, "unix:gid"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        test.server.execute("alter system set ssl = on");

        stopRecoverStart(test.system);

        assertThat(test.server.query("show ssl")).isEqualTo("on");
        assertThat(owner(key)).isEqualTo("root");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void whatIsMadeAnew_isTheServers() throws Exception {
        test.system.stop(TestServer.soon());
        TreeCopies.delete(data.resolve("pg_notify"));
        Files.createDirectory(data.resolve("pg_stat_tmp.part"));
        TreeCopies.delete(data.resolve("pg_stat_tmp"));
        Files.move(data.resolve("pg_stat_tmp.part"), data.resolve("pg_stat_tmp"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

        stopRecoverStart(test.system);

        assertThat(owner(data.resolve("pg_notify"))).isEqualTo(test.server.osUser());
        assertThat(owner(data.resolve("pg_stat_tmp"))).isEqualTo(test.server.osUser());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void whatIsOfNobodyKnownHere_isTheServers() throws Exception {
        test.system.stop(TestServer.soon());
        Files.setAttribute(data.resolve("base"), "unix:uid", NOBODY_KNOWN);

        stopRecoverStart(test.system);

        assertThat(owner(data.resolve("base"))).isEqualTo(test.server.osUser());
    }

    @Test
    void aCopyFromBeforeTheServersUserHadAnotherNumber_isOfTheUserThatIsConfigured() throws Exception {
        test.system.stop(TestServer.soon());
        Path key = Files.createFile(data.resolve("key.of.root"));
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.filter(path -> !path.equals(key)).toList()) {
                Files.setAttribute(path, "unix:uid", NOBODY_KNOWN, LinkOption.NOFOLLOW_LINKS);
            }
        }

        stopRecoverStart(new PostgresSystem(runBy(test.server.osUser()), test.guards));

        assertThat(owner(data)).isEqualTo(test.server.osUser());
        assertThat(owner(data.resolve("PG_VERSION"))).isEqualTo(test.server.osUser());
        assertThat(owner(key)).isEqualTo("root");
    }

    private void stopRecoverStart(PostgresSystem system) throws Exception {
        system.stop(TestServer.soon());
        List<String> sets = layout.dataSets().stream().map(DataSet::name).toList();
        system.recover(new RecoveryPlan(layout, sets, List.of()), TestServer.soon());
        system.start(TestServer.soon());
    }

    private ServerSettings runBy(String osUser) {
        ServerSettings like = test.settings;
        return new ServerSettings(
                like.name(),
                like.host(),
                like.port(),
                like.database(),
                like.user(),
                like.password(),
                like.passfile(),
                like.sslMode(),
                Optional.of(data),
                Optional.of(test.server.binaries().home().resolve("bin")),
                Optional.of(osUser),
                like.startOptions(),
                like.startCommand(),
                like.stopCommand(),
                like.serverLog(),
                like.runtimeDirectory(),
                like.connectTimeout(),
                like.checkpointTimeout());
    }

    private static String owner(Path path) throws Exception {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    }

    private static void writeKeyAndCertificate(Path key, Path certificate) throws Exception {
        Path store = certificate.resolveSibling("store.p12");
        TreeCopies.run(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                SECRET,
                "-keystore",
                store.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(store)) {
            keys.load(stored, SECRET.toCharArray());
        }
        Files.delete(store);
        Files.writeString(
                key,
                pem("PRIVATE KEY", keys.getKey("server", SECRET.toCharArray()).getEncoded()));
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
    }

    private static String pem(String kind, byte[] bytes) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }
}
