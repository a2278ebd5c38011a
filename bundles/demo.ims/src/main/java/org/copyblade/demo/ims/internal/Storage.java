package org.copyblade.demo.ims.internal;

import java.util.List;
import java.util.Locale;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.VolumeSeed;

/** The storage systems that volumes of the laboratory may be on, in the order in which z/OS numbers their devices. */
enum Storage {
    /** A DS8000 that Copyblade drives. */
    DS8000("75IMS01"),
    /** Another one, which only z/OS reaches: Copyblade knows no console of it. */
    FAR_DS8000("75IMS02"),
    VSP("123456"),
    POWERMAX("000197900001");

    private static final String POWERMAX_OS_10 = "6079.175.0";

    /** A mirror is filled before each backup, and everybody waits for it. */
    private static final int MIRROR_FACTOR = 10;

    private final String serial;

    Storage(String serial) {
        this.serial = serial;
    }

    String serial() {
        return serial;
    }

    /** What a laboratory begins with that has these volumes on this storage, the rest as on another one. */
    SystemSeed like(SystemSeed other, List<VolumeSeed> volumes) {
        return new SystemSeed(
                serial,
                name().toLowerCase(Locale.ROOT),
                this == POWERMAX ? POWERMAX_OS_10 : other.bundle(),
                other.cascading(),
                this == VSP || other.multipleIncremental(),
                other.reversePair(),
                other.backgroundTracksPerSecond() * (this == VSP ? MIRROR_FACTOR : 1),
                other.maximumTargets(),
                other.tokenIdleMs(),
                other.users(),
                other.pools(),
                other.subsystems(),
                volumes,
                other.maximumSnapshots(),
                other.groups());
    }
}
