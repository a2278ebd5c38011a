package org.copyblade.manager.internal.system;

import java.util.Optional;

/** Systems whose adapter refused its configuration. */
@FunctionalInterface
public interface RefusedSystems {

    /** What the adapter says of the configuration of this system; empty if none has been refused. */
    Optional<String> why(String system);
}
