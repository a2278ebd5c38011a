package org.copyblade.endpoint;

import java.net.http.HttpHeaders;

/**
 * What came back for one request, whatever it says.
 *
 * @param <T> what the body was read as
 * @param status of HTTP
 * @param headers of the answer
 * @param body of the answer
 * @param certificateSha256 of the certificate that the endpoint showed, lower case hex
 */
public record Reply<T>(int status, HttpHeaders headers, T body, String certificateSha256) {}
