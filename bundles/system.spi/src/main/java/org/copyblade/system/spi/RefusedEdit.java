package org.copyblade.system.spi;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a system that goes on with its last good configuration when a change of it cannot be used: to say that there is such
 * a change. Operators are shown it until it is put right.
 */
@ConsumerType
public interface RefusedEdit {

    /**
     * Code and cause in one line, the hint in a second one that begins with {@code HINT:}; empty while the newest configuration
     * is in force. From memory and at once; holds no secret.
     */
    Optional<String> refusedEdit();
}
