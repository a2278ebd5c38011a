package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509ExtendedTrustManager;
import org.copyblade.guard.RemoteHold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that ends during a hold must not keep the members held. */
class RemoteTrustTest {

    @TempDir
    private Path directory;

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", "keys", "-storepass", "changeit"));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.out").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("keytool does not end");
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(Files.readString(directory.resolve("keytool.out")));
        }
    }

    /** Issued two days ago for one day. */
    private X509Certificate[] expired(String authority) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                authority,
                "-dname",
                "CN=" + authority,
                "-keyalg",
                "EC",
                "-ext",
                "bc:c",
                "-startdate",
                "-9d",
                "-validity",
                "99");
        keytool("-exportcert", "-alias", authority, "-rfc", "-file", authority + ".pem");
        keytool("-genkeypair", "-alias", "zos-" + authority, "-dname", "CN=zos1", "-keyalg", "EC");
        keytool("-certreq", "-alias", "zos-" + authority, "-file", "request");
        keytool(
                "-gencert",
                "-alias",
                authority,
                "-infile",
                "request",
                "-outfile",
                "issued",
                "-rfc",
                "-startdate",
                "-2d",
                "-validity",
                "1");
        try (InputStream issued = Files.newInputStream(directory.resolve("issued"))) {
            return new X509Certificate[] {
                (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(issued)
            };
        }
    }

    private X509ExtendedTrustManager armed(Duration ago) throws Exception {
        RemoteHold hold = new RemoteHold(
                "ims",
                1,
                "zos1",
                443,
                "",
                Files.readString(directory.resolve("ca.pem")),
                new RemoteHold.Login("user", "secret", ""),
                "",
                List.of(new RemoteHold.Request("IMS1", "", "", "")));
        return (X509ExtendedTrustManager)
                RemoteTrust.managers(hold, Date.from(Instant.now().minus(ago)))[0];
    }

    @Test
    void certificateThatWasValidWhenTheGuardWasArmedIsTakenAfterItsEnd() throws Exception {
        X509Certificate[] expired = expired("ca");

        assertThatCode(() -> armed(Duration.ofHours(36)).checkServerTrusted(expired, "ECDHE_ECDSA"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> armed(Duration.ZERO).checkServerTrusted(expired, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> armed(Duration.ofHours(36)).checkServerTrusted(expired("other"), "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class);
    }
}
