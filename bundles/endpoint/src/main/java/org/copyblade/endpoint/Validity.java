package org.copyblade.endpoint;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;

/** Whether a certificate is valid now, and why not in words for people: Java's own name a date and not what it means. */
final class Validity {

    private Validity() {}

    static void require(X509Certificate certificate) throws CertificateException {
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw new CertificateException(
                    "the certificate of the endpoint has expired at "
                            + certificate.getNotAfter().toInstant(),
                    e);
        } catch (CertificateNotYetValidException e) {
            throw new CertificateException(
                    "the certificate of the endpoint is not valid before "
                            + certificate.getNotBefore().toInstant(),
                    e);
        }
    }
}
