package org.copyblade.zosmf;

import java.util.Objects;
import org.copyblade.endpoint.Secret;

/**
 * What a request says of who sends it.
 *
 * @param header of HTTP that carries it
 * @param secret value of the header
 * @param certificateSha256 of the certificate shown at the login, lower case hex; empty if there was none
 */
public record Credential(String header, Secret secret, String certificateSha256) {

    public Credential {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(certificateSha256, "certificateSha256");
    }
}
