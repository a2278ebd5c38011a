package org.copyblade.blade.spi;

import java.util.Objects;

/**
 * A place where a system keeps data, as the host names it.
 *
 * @param kind how the host names it
 * @param id absolute path, volume serial, or z/OS data set name
 */
public record HostVolume(Kind kind, String id) {

    /** How the host names it. */
    public enum Kind {
        /** An absolute path of a directory. */
        PATH,
        /** A volume serial of up to six characters. */
        VOLSER,
        /** A z/OS data set name of up to 44 characters. */
        DATA_SET
    }

    public HostVolume {
        Objects.requireNonNull(kind, "kind");
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("id of a host volume is missing");
        }
    }

    /** A directory of this host. */
    public static HostVolume path(String absolutePath) {
        return new HostVolume(Kind.PATH, absolutePath);
    }

    /** A volume named by its serial. */
    public static HostVolume volser(String volser) {
        return new HostVolume(Kind.VOLSER, volser);
    }

    /** A z/OS data set. */
    public static HostVolume dataSet(String name) {
        return new HostVolume(Kind.DATA_SET, name);
    }
}
