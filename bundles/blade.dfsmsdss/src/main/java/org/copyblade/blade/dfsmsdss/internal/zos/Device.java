package org.copyblade.blade.dfsmsdss.internal.zos;

import java.util.Objects;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;

/**
 * A volume as z/OS has it online.
 *
 * @param volser its serial
 * @param unit device number, four hexadecimal digits
 * @param type of the device, for example {@code 2107900}
 * @param cylinders its size
 * @param system serial of the storage system, as the FlashCopy blade writes it
 * @param subsystem its logical subsystem there, two hexadecimal digits
 */
public record Device(Volser volser, String unit, String type, int cylinders, String system, String subsystem) {

    private static final long BYTES_OF_CYLINDER = 15L * 56_664;

    public Device {
        Objects.requireNonNull(volser, "volser");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(subsystem, "subsystem");
    }

    public long bytes() {
        return cylinders * BYTES_OF_CYLINDER;
    }

    /** What a freeze or thaw of this volume acts on, called as the FlashCopy blade calls it. */
    public String holdDomain() {
        return system + "/" + subsystem;
    }
}
