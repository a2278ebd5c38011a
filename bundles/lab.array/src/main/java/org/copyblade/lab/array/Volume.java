package org.copyblade.lab.array;

/**
 * A volume of a storage system, as it was when asked for.
 *
 * @param id four hexadecimal digits in upper case; the first two are the logical subsystem
 * @param name given by the operator, up to 16 characters
 * @param emulation kind of device
 * @param tracks size
 * @param capacityBytes size as it was asked for
 * @param pool id of the pool its space comes from
 * @param spaceEfficient is space taken only for tracks that are written?
 */
public record Volume(
        String id,
        String name,
        Emulation emulation,
        int tracks,
        long capacityBytes,
        String pool,
        boolean spaceEfficient) {

    /** Id of the logical subsystem. */
    public String subsystem() {
        return id.substring(0, 2);
    }
}
