package org.copyblade.blade.check;

import java.util.Optional;
import org.copyblade.blade.spi.HostVolume;
import org.osgi.annotation.versioning.ConsumerType;

/** A volume or directory that belongs to the check alone. */
@ConsumerType
public interface ScratchVolume {

    /** Short name, usable as the name of a member. */
    String name();

    /** How the host names it. */
    HostVolume host();

    /** What is on it now. */
    Slots content();

    /** What is on an exposure of a copy of it. */
    Slots exposed(String location);

    /** The slot that plays the file without which a system cannot start, for directory trees. */
    default Optional<String> gate() {
        return Optional.empty();
    }
}
