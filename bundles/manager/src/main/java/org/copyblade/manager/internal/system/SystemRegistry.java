package org.copyblade.manager.internal.system;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.copyblade.api.Awaited;
import org.copyblade.manager.internal.lease.Absences;
import org.copyblade.manager.internal.lease.DrainTime;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.lease.LeaseTable;
import org.copyblade.manager.internal.run.CurrentRun;
import org.copyblade.system.spi.ProtectedSystem;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The protected systems that are there now, in leases; all hot plug of systems lives here. Safe for many threads. */
@Component(service = SystemRegistry.class, immediate = true)
public final class SystemRegistry {

    /** Longer than the longest window, so that an adapter never goes within one. */
    static final Duration DRAIN_LIMIT = Duration.ofSeconds(150);

    private static final Logger LOG = LoggerFactory.getLogger(SystemRegistry.class);

    private final LeaseTable<SystemKey, ProtectedSystem> table = new LeaseTable<>();
    private final DrainTime drain;
    private final Absences<String> absences = new Absences<>(Awaited.Kind.ADAPTER, String::equals, Clock.systemUTC());

    public SystemRegistry() {
        this(new DrainTime(DRAIN_LIMIT, System::nanoTime));
    }

    SystemRegistry(DrainTime drain) {
        this.drain = drain;
    }

    /** Called by the framework before it takes away all that is there, because the manager goes. */
    @Deactivate
    public void leave() {
        drain.leave();
    }

    /** Called by the framework when a system comes. */
    @Reference(
            name = "systems",
            service = ProtectedSystem.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "systemChanged",
            unbind = "removeSystem")
    public void addSystem(ServiceReference<ProtectedSystem> reference, ProtectedSystem system) {
        table.add(SystemKey.of(reference), system);
    }

    /**
     * Called by the framework when the properties of a system have changed. It is asked itself by which name it works now: a
     * refused edit is in its properties, too.
     */
    public void systemChanged(ServiceReference<ProtectedSystem> reference, ProtectedSystem system) {
        SystemKey now = SystemKey.of(reference).of(system.info());
        table.rekey(now)
                .map(SystemKey::name)
                .filter(before -> !before.equals(now.name()))
                .ifPresent(absences::went);
    }

    /** Called by the framework before a system goes; returns once nobody calls it any more. */
    public void removeSystem(ServiceReference<ProtectedSystem> reference) {
        table.known(SystemKey.of(reference)).ifPresent(key -> {
            absences.went(key.name());
            Duration limit = drain.left();
            int left = table.remove(key, limit);
            if (left > 0) {
                LOG.error("system {} goes with {} calls still under way after {}", key.name(), left, limit);
            }
        });
    }

    /** Leases a system, waiting this long for its adapter; empty if it did not come. */
    public Optional<Lease<ProtectedSystem>> lease(String name, Duration wait) {
        return lease(name, wait, () -> false);
    }

    /**
     * The same, for somebody who may lose interest.
     *
     * @param over whether nobody wants it any more
     */
    public Optional<Lease<ProtectedSystem>> lease(String name, Duration wait, BooleanSupplier over) {
        List<Predicate<SystemKey>> wanted = List.of(key -> key.name().equals(name));
        List<Lease<ProtectedSystem>> leases = table.leaseAll(wanted, Duration.ZERO, over);
        if (leases.isEmpty() && !wait.isZero()) {
            leases = absences.during(CurrentRun.get(), List.of(name), wait, () -> table.leaseAll(wanted, wait, over));
        }
        return leases.stream().findFirst();
    }

    /** Absent adapters that somebody waits for now. */
    public List<Awaited> awaited() {
        return absences.list(
                present().stream().map(present -> present.key().name()).toList());
    }

    /** All systems that are there now. */
    public List<LeaseTable.Present<SystemKey>> present() {
        return table.present();
    }
}
