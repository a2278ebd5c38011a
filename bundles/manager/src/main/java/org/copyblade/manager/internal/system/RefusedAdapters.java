package org.copyblade.manager.internal.system;

import java.util.List;
import java.util.Optional;
import org.copyblade.api.ConfigurationTrouble;

/** Adapters and blades that are not there because they refused their configuration. */
public interface RefusedAdapters {

    /** None has been refused. */
    RefusedAdapters NONE = new RefusedAdapters() {
        @Override
        public Optional<String> why(String system) {
            return Optional.empty();
        }

        @Override
        public List<ConfigurationTrouble> blades() {
            return List.of();
        }
    };

    /** What the adapter says of the configuration of this system; empty if none has been refused. */
    Optional<String> why(String system);

    /** Endpoints whose blade refused their configuration. */
    List<ConfigurationTrouble> blades();
}
