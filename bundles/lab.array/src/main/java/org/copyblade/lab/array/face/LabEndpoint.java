package org.copyblade.lab.array.face;

/**
 * An address at which a face serves.
 *
 * @param name of what is behind it, unique within the face: the serial of a storage system, the name of a sysplex
 * @param url base URL, with its port
 */
public record LabEndpoint(String name, String url) {}
