package org.copyblade.lab.vsp;

/**
 * Where one storage system answers.
 *
 * @param serial of the system in the seed
 * @param storageId storageDeviceId of the API, 12 digits
 * @param port of this machine's loopback address
 */
public record Endpoint(String serial, String storageId, int port) {

    /** Base of all paths of the API. */
    public String url() {
        return "https://localhost:" + port + "/ConfigurationManager";
    }
}
