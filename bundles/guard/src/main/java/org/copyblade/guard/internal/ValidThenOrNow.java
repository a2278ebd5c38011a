package org.copyblade.guard.internal;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Takes what authorities have issued if it was valid when the guard was armed, or is now: it may have expired or been renewed since, or
 * somebody has set the clock. Any thread.
 */
final class ValidThenOrNow extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager then;
    private final X509ExtendedTrustManager now;

    ValidThenOrNow(X509ExtendedTrustManager then, X509ExtendedTrustManager now) {
        this.then = then;
        this.now = now;
    }

    @FunctionalInterface
    private interface Check {
        void by(X509ExtendedTrustManager authorities) throws CertificateException;
    }

    private void either(Check check) throws CertificateException {
        try {
            check.by(then);
        } catch (CertificateException e) {
            check.by(now);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        either(authorities -> authorities.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        either(authorities -> authorities.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        either(authorities -> authorities.checkServerTrusted(chain, type));
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
