package org.copyblade.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes the TLS side of a client from what it is to trust. */
public final class TlsContexts {

    private TlsContexts() {}

    /** @throws IOException if the file of authorities cannot be read or holds no certificate */
    public static SSLContext of(Trust trust) throws IOException {
        Optional<Path> authorities = trust.fold(
                pinned -> Optional.empty(), authority -> Optional.of(authority.file()), anybody -> Optional.empty());
        Optional<String> pin = trust.fold(
                pinned -> Optional.of(pinned.sha256()), authority -> Optional.empty(), anybody -> Optional.empty());
        try {
            TrustManager[] managers = authorities.isPresent()
                    ? issuedBy(authorities.get())
                    : new TrustManager[] {new PinnedCertificate(pin)};
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static TrustManager[] issuedBy(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(file)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
        }
        if (store.size() == 0) {
            throw new IOException(file + " holds no certificate");
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return new TrustManager[] {new UnexpiredIssued(extended)};
            }
        }
        throw new IOException("this Java cannot check certificates of " + file);
    }
}
