package org.copyblade.demo.operator;

import java.util.Map;
import java.util.Optional;
import org.copyblade.demo.fixture.ScratchFilesystem;

/**
 * Where a server lives and how it is backed up.
 *
 * @param name of the system and of its profile
 * @param filesystem the scratch filesystem it gets; empty: a plain directory for temporary files
 * @param blade that copies it
 * @param options of its profile, besides system and blade
 */
public record Place(
        String name, Optional<ScratchFilesystem.Kind> filesystem, String blade, Map<String, String> options) {

    public Place {
        options = Map.copyOf(options);
    }
}
