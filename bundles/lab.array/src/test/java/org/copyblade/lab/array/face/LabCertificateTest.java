package org.copyblade.lab.array.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabCertificateTest {

    @TempDir
    private Path home;

    @Test
    void laterStarts_presentTheOneThatWasMade() throws Exception {
        LabCertificate made = LabCertificate.in(home);
        assertThat(LabCertificate.in(home).fingerprint())
                .isEqualTo(made.fingerprint())
                .isEqualTo(Files.readString(home.resolve("lab.sha256")).strip());
        assertThat(LabCertificate.in(home.resolve("other")).fingerprint()).isNotEqualTo(made.fingerprint());
    }

    @Test
    void certificateForClients_isTheOneThatIsServed() throws Exception {
        LabCertificate.in(home);
        byte[] served = Pem.content(Pem.CERTIFICATE, Files.readString(home.resolve("lab.key")));
        try (InputStream pem = Files.newInputStream(home.resolve("lab.pem"))) {
            X509Certificate published =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
            assertThat(published.getEncoded()).isEqualTo(served);
        }
    }

    @Test
    void key_isForItsOwnerOnly_andNowhereElse() throws Exception {
        LabCertificate.in(home);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("lab.key"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(home.resolve("lab.pem"))).doesNotContain("PRIVATE");
        assertThat(home.resolve("lab.key.new")).doesNotExist();
    }

    @Test
    void startThatWasKilledWhileItMadeOne_isNoObstacleToTheNext() throws Exception {
        Files.writeString(home.resolve("lab.pem"), "-----BEGIN CERTIFICATE-----");
        Files.writeString(home.resolve("lab.key.new"), "-----BEGIN PRIVATE KEY-----");
        LabCertificate made = LabCertificate.in(home);
        assertThat(LabCertificate.in(home).fingerprint()).isEqualTo(made.fingerprint());
    }

    @Test
    void damagedKey_isSaid() throws Exception {
        Files.writeString(home.resolve("lab.key"), Pem.text(Pem.CERTIFICATE, new byte[100]));
        assertThatThrownBy(() -> LabCertificate.in(home))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no PRIVATE KEY");
    }

    @Test
    void blocks_haveLinesThatOtherProgramsRead() throws Exception {
        byte[] content = new byte[100];
        String text = Pem.text(Pem.KEY, content);
        assertThat(text.lines()).hasSize(5).allMatch(line -> line.length() <= 64);
        assertThat(text).contains(Base64.getEncoder().encodeToString(new byte[48]) + "\n");
        assertThat(Pem.content(Pem.KEY, text)).isEqualTo(content);
    }
}
