package org.copyblade.endpoint;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts one certificate while it is valid, or any. The name in it plays no part. Any thread. */
final class PinnedCertificate extends X509ExtendedTrustManager {

    private final Optional<String> sha256;

    /** @param sha256 lower case hex; empty to trust any certificate */
    PinnedCertificate(Optional<String> sha256) {
        this.sha256 = sha256;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (sha256.isEmpty()) {
            return;
        }
        String shown = Fingerprint.of(chain[0]);
        if (!shown.equals(sha256.get())) {
            throw new CertificateException(
                    "the endpoint shows the certificate " + shown + ", expected is " + sha256.get());
        }
        Validity.require(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("there are no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("there are no clients here");
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
