package org.copyblade.manager.internal.system;

import java.time.Duration;
import java.util.Optional;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.SystemLayout;

/**
 * What a system keeps on storage now, as far as it can be seen.
 *
 * @param layout empty if it cannot be seen
 * @param why it cannot; empty if it can
 */
public record Today(Optional<SystemLayout> layout, String why) {

    private static final Duration LOOK = Duration.ofSeconds(60);

    public static Today of(SystemCalls systems, String system) {
        try {
            return new Today(
                    Optional.of(systems.call(
                            system,
                            ProtectedSystem.class,
                            "discover system " + system,
                            adapter -> adapter.discover(Deadline.within(LOOK)))),
                    "");
        } catch (Failure e) {
            return new Today(Optional.empty(), e.getMessage());
        }
    }

    public boolean running() {
        return layout.filter(SystemLayout::running).isPresent();
    }
}
