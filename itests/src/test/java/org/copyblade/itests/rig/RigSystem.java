package org.copyblade.itests.rig;

import java.util.HashMap;
import java.util.Map;
import org.copyblade.guard.Guards;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.manager.internal.system.SystemRegistry;
import org.copyblade.system.ims.internal.ImsConfig;
import org.copyblade.system.ims.internal.ImsSystem;
import org.copyblade.system.postgresql.internal.PostgresConfig;
import org.copyblade.system.postgresql.internal.PostgresSystem;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.zosmf.ConnectionConfig;

/** The shipped adapter of the one system outside a framework; every call of it is a point. */
final class RigSystem {

    /** Behind all blades. */
    private static final int NUMBER = 100;

    private RigSystem() {}

    static SystemRegistry of(String kind, Map<String, String> given) {
        SystemRegistry registry = new SystemRegistry();
        registry.addSystem(
                RigReference.of(NUMBER, Map.of("system.name", given.get("system.name"), "system.kind", kind)),
                CallPoints.watch("system", system(kind, new HashMap<>(given)), ProtectedSystem.class));
        return registry;
    }

    private static ProtectedSystem system(String kind, Map<String, Object> values) {
        return switch (kind) {
            case "postgresql" ->
                new PostgresSystem(RigConfig.of(PostgresConfig.class, values), values, Guards.withoutReserve());
            case "ims" ->
                new ImsSystem(
                        RigConfig.of(ImsConfig.class, values),
                        RigConfig.of(ConnectionConfig.class, values),
                        values,
                        new RemoteGuards());
            default -> throw new IllegalArgumentException("no such kind of system: " + kind);
        };
    }
}
