package org.copyblade.lab.ds8000;

/**
 * Where one storage system answers.
 *
 * @param serial of the system
 * @param url base of all paths, such as {@code https://localhost:8452/api/v1}
 * @param port of this machine's loopback address
 */
public record Endpoint(String serial, String url, int port) {}
