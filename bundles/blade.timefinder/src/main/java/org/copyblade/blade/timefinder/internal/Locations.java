package org.copyblade.blade.timefinder.internal;

import java.util.Optional;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/** Where z/OS finds a volume that shows or holds a copy. Pure. */
final class Locations {

    private Locations() {}

    /** The serial of the source, and the device number of the target. */
    static String of(TimeFinderSettings settings, CopyGroupId group, VolumeId source, VolumeId target)
            throws BladeException {
        Optional<String> volser = settings.volserOf(source);
        Optional<Integer> unit = settings.unitOf(target);
        if (volser.isEmpty() || unit.isEmpty()) {
            throw TimeFinderFault.REQUEST.error(
                    "cannot expose volume " + source + " of " + group + " on " + target + ": "
                            + (volser.isEmpty() ? "its serial" : "the device number") + " is not known",
                    "give " + (volser.isEmpty() ? source + " in 'volsers'" : target + " in 'units'")
                            + " of the endpoint");
        }
        return volser.get() + "@" + String.format("%04X", unit.get());
    }
}
