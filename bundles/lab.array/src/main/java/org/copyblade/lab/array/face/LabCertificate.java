package org.copyblade.lab.array.face;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
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
    private static final String STORE = "lab.p12";
    /** Keeps nothing secret: the file is for its owner only, and the format wants a password. */
    private static final char[] PASSWORD = "laboratory".toCharArray();

    private static final String ALIAS = "lab";
    private static final Duration VALIDITY = Duration.ofDays(3650);

    private final KeyStore keys;
    private final String fingerprint;

    private LabCertificate(KeyStore keys, String fingerprint) {
        this.keys = keys;
        this.fingerprint = fingerprint;
    }

    /** The one in that directory, made if there is none. */
    public static LabCertificate in(Path home) throws IOException, GeneralSecurityException {
        if (!Files.exists(home.resolve(STORE))) {
            Instant yesterday = Instant.now().minus(Duration.ofDays(1));
            create(home, yesterday, yesterday.plus(VALIDITY));
        }
        return read(home);
    }

    /** Makes a new one in place of any that is there; for trying what clients make of one that has expired. */
    public static LabCertificate create(Path home, Instant notBefore, Instant notAfter)
            throws IOException, GeneralSecurityException {
        Files.createDirectories(home);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        Certificate certificate = certificate(pair, notBefore, notAfter);
        keys.setKeyEntry(ALIAS, pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
        store(home, keys);
        Files.writeString(home.resolve("lab.pem"), pem(certificate));
        Files.writeString(home.resolve("lab.sha256"), digest(certificate) + "\n");
        return new LabCertificate(keys, digest(certificate));
    }

    /** SHA-256 of the certificate, 64 hexadecimal digits in lower case. */
    public String fingerprint() {
        return fingerprint;
    }

    /** What a server needs to present it. */
    public SSLContext tls() throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static LabCertificate read(Path home) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(home.resolve(STORE))) {
            keys.load(in, PASSWORD);
        }
        return new LabCertificate(keys, digest(keys.getCertificate(ALIAS)));
    }

    private static Certificate certificate(KeyPair pair, Instant notBefore, Instant notAfter)
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

    /** In one step and for its owner only, so that a start that is killed leaves all of it or nothing. */
    private static void store(Path home, KeyStore keys) throws IOException, GeneralSecurityException {
        Path fresh = home.resolve(STORE + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(fresh)) {
            keys.store(out, PASSWORD);
        }
        Files.move(fresh, home.resolve(STORE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    private static String digest(Certificate certificate) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }
}
