package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.Objects;

/**
 * A volume of the system.
 *
 * @param id number, given again when the volume is deleted
 * @param name given by the operator
 * @param uid what hosts see of it, 32 hexadecimal digits; never given again
 * @param capacityBytes size
 * @param status {@code online} if it can be used
 * @param thin does it take space for what is written only?
 */
record Vdisk(String id, String name, String uid, long capacityBytes, String status, boolean thin) {
    Vdisk {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(status, "status");
    }
}
