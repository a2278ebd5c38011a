package org.copyblade.blade.spi;

import java.util.List;
import java.util.Objects;

/**
 * What this host now sees of a copy.
 *
 * @param binding to keep, names what conceal must undo
 * @param exposures one per member asked for
 */
public record Exposed(Binding binding, List<Exposure> exposures) {

    /**
     * One visible member.
     *
     * @param member its name
     * @param location absolute path, {@code volser@unit}, or data set name
     */
    public record Exposure(String member, String location) {
        public Exposure {
            Objects.requireNonNull(member, "member");
            Objects.requireNonNull(location, "location");
        }
    }

    public Exposed {
        Objects.requireNonNull(binding, "binding");
        exposures = List.copyOf(exposures);
    }
}
