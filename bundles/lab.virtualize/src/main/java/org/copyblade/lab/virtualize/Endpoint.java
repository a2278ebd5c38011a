package org.copyblade.lab.virtualize;

/**
 * Where one storage system answers.
 *
 * @param serial of the system
 * @param url base of all paths, such as {@code https://localhost:7443/rest}
 * @param port of this machine's loopback address
 */
public record Endpoint(String serial, String url, int port) {}
