package org.copyblade.lab.array;

import java.util.Optional;

/**
 * A volume to be made.
 *
 * @param id wanted, or empty for the next free one
 * @param subsystem two hexadecimal digits
 * @param name up to 16 characters
 * @param emulation must be that of subsystem and pool
 * @param capacityBytes for CKD 849,960 bytes a cylinder
 * @param pool where its space comes from
 * @param spaceEfficient take space only for tracks that are written
 */
public record NewVolume(
        Optional<String> id,
        String subsystem,
        String name,
        Emulation emulation,
        long capacityBytes,
        String pool,
        boolean spaceEfficient) {}
