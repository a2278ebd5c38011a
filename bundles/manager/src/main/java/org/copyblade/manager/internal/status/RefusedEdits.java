package org.copyblade.manager.internal.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.manager.internal.blade.BladeKey;
import org.copyblade.manager.internal.blade.BladeRegistry;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.lease.LeaseTable;
import org.copyblade.manager.internal.system.RefusalText;
import org.copyblade.manager.internal.system.SystemRegistry;
import org.copyblade.system.spi.ProtectedSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of configurations that systems and blades have refused while they run. They are asked at each look, so that what
 * is put right is not told any more. Safe for many threads.
 */
final class RefusedEdits {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedEdits.class);

    private final SystemRegistry systems;
    private final BladeRegistry blades;

    RefusedEdits(SystemRegistry systems, BladeRegistry blades) {
        this.systems = systems;
        this.blades = blades;
    }

    /** What the system of this name has refused; empty if nothing, or if it is not there. */
    Optional<String> ofSystem(String name) {
        return systems.lease(name, Duration.ZERO).flatMap(RefusedEdits::ofSystem);
    }

    /** What the blades that are there have refused. */
    List<ConfigurationTrouble> ofBlades() {
        List<ConfigurationTrouble> result = new ArrayList<>();
        for (LeaseTable.Present<BladeKey> present : blades.present()) {
            String name = present.key().name().toString();
            blades.lease(present.key())
                    .flatMap(lease -> ofBlade(name, lease))
                    .ifPresent(said -> result.add(new ConfigurationTrouble(name, "blade", said)));
        }
        return List.copyOf(result);
    }

    private static Optional<String> ofSystem(Lease<ProtectedSystem> lease) {
        try (lease) {
            return lease.service() instanceof org.copyblade.system.spi.RefusedEdit able
                    ? able.refusedEdit().map(RefusalText::ofEdit)
                    : Optional.empty();
        } catch (RuntimeException | Error e) {
            LOG.error("a system does not say which configuration it has refused", e);
            return Optional.empty();
        }
    }

    /** A blade that does not answer hides no other. */
    private static Optional<String> ofBlade(String name, Lease<CopyBlade> lease) {
        try (lease) {
            return lease.service() instanceof org.copyblade.blade.spi.RefusedEdit able
                    ? able.refusedEdit().map(RefusalText::ofEdit)
                    : Optional.empty();
        } catch (RuntimeException | Error e) {
            LOG.error("blade {} does not say which configuration it has refused", name, e);
            return Optional.empty();
        }
    }
}
