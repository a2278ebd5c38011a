package org.copyblade.lab.array.face;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The self-signed certificate of a lab, as the management consoles of real storage have one. */
public final class LabCertificate {
    private static final String KEY = "lab.key";
    private static final Duration VALIDITY = Duration.ofDays(3650);

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final String fingerprint;

    private LabCertificate(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        this.key = key;
        this.certificate = certificate;
        this.fingerprint =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    /** The one in that directory, made if there is none. */
    public static LabCertificate in(Path home) throws IOException, GeneralSecurityException {
        Path key = home.resolve(KEY);
        if (Files.exists(key)) {
            return read(key);
        }
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        return create(home, yesterday, yesterday.plus(VALIDITY));
    }

    /** Makes a new one in place of any that is there; for trying what clients make of one that has expired. */
    public static LabCertificate create(Path home, Instant notBefore, Instant notAfter)
            throws IOException, GeneralSecurityException {
        Files.createDirectories(home);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        LabCertificate made = new LabCertificate(pair.getPrivate(), certificate(pair, notBefore, notAfter));
        String pem = Pem.text(Pem.CERTIFICATE, made.certificate.getEncoded());
        Files.writeString(home.resolve("lab.pem"), pem);
        Files.writeString(home.resolve("lab.sha256"), made.fingerprint + "\n");
        store(home, Pem.text(Pem.KEY, made.key.getEncoded()) + pem);
        return made;
    }

    /** SHA-256 of the certificate, 64 hexadecimal digits in lower case. */
    public String fingerprint() {
        return fingerprint;
    }

    /** What a server needs to present it. */
    public SSLContext tls() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new OnlyKey(key, certificate)}, null, null);
        return context;
    }

    private static LabCertificate read(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file);
        return new LabCertificate(
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Pem.content(Pem.KEY, text))),
                (X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Pem.content(Pem.CERTIFICATE, text))));
    }

    private static X509Certificate certificate(KeyPair pair, Instant notBefore, Instant notAfter)
            throws IOException, GeneralSecurityException {
        X500Principal name = new X500Principal("CN=localhost, O=Copyblade laboratory");
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(63, new SecureRandom()).add(BigInteger.ONE),
                Date.from(notBefore),
                Date.from(notAfter),
                name,
                pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        }));
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (OperatorCreationException cause) {
            throw new GeneralSecurityException("cannot sign a certificate", cause);
        }
    }

    /**
     * Key and certificate in one step, as the last, and for their owner only: a start that is killed leaves all or nothing. Without
     * a password, for it would lie beside the file, and what is derived from it costs a start a third of a second.
     */
    private static void store(Path home, String text) throws IOException {
        Path fresh = home.resolve(KEY + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, home.resolve(KEY), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
