package org.copyblade.guard.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.HexFormat;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.copyblade.guard.RemoteHold;

/**
 * Which certificate a guard takes from the other side. One that expires between arming and resuming is taken all the same:
 * letting the system go on comes first, and the adapter has refused an expired one before.
 */
final class RemoteTrust implements X509TrustManager {

    private final String sha256;

    private RemoteTrust(String sha256) {
        this.sha256 = sha256;
    }

    /** For a guard that is armed now. */
    static SSLSocketFactory factory(RemoteHold hold) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(hold, new Date()), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** @param armed when the adapter has seen that certificates are valid */
    static TrustManager[] managers(RemoteHold hold, Date armed) throws IOException, GeneralSecurityException {
        if (hold.authorities().isEmpty()) {
            return new TrustManager[] {new RemoteTrust(hold.certificateSha256())};
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        byte[] pem = hold.authorities().getBytes(StandardCharsets.US_ASCII);
        for (Certificate authority :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        TrustManagerFactory now = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        now.init(store);
        PKIXBuilderParameters then = new PKIXBuilderParameters(store, new X509CertSelector());
        then.setRevocationEnabled(false);
        then.setDate(armed);
        TrustManagerFactory before = TrustManagerFactory.getInstance("PKIX");
        before.init(new CertPathTrustManagerParameters(then));
        return new TrustManager[] {new ValidThenOrNow(extended(before), extended(now))};
    }

    private static X509ExtendedTrustManager extended(TrustManagerFactory factory) throws IOException {
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new IOException("this Java cannot check certificates of authorities");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
            if (!sha256.isEmpty() && !HexFormat.of().formatHex(digest).equals(sha256)) {
                throw new CertificateException("the endpoint shows another certificate than was agreed");
            }
        } catch (GeneralSecurityException e) {
            throw e instanceof CertificateException known ? known : new CertificateException(e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("there are no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
