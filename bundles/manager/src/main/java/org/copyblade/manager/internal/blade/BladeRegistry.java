package org.copyblade.manager.internal.blade;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.copyblade.api.Awaited;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.manager.internal.lease.Absences;
import org.copyblade.manager.internal.lease.DrainTime;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.lease.LeaseTable;
import org.copyblade.manager.internal.run.CurrentRun;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copy blades that are there now, in short leases; all hot plug of blades lives here.
 *
 * <p>Of several versions of one blade the one that came last of those with the highest ranking is taken, and of several
 * endpoints, where none is named, the one that came first. Safe for many threads.
 */
@Component(service = BladeRegistry.class, immediate = true)
public final class BladeRegistry {

    /** Longer than the longest window, so that a blade never goes within one. */
    static final Duration DRAIN_LIMIT = Duration.ofSeconds(150);

    private static final Logger LOG = LoggerFactory.getLogger(BladeRegistry.class);

    private final LeaseTable<BladeKey, CopyBlade> table = new LeaseTable<>();

    /** Where each endpoint stands among others; it keeps its place while it is edited, upgraded or gone for a while. */
    private final Map<BladeName, Long> since = new ConcurrentHashMap<>();

    private final DrainTime drain;
    private final Absences<BladeName> absences = new Absences<>(
            Awaited.Kind.BLADE,
            (wanted, there) -> wanted.fits(there.technology(), there.endpoint()),
            Clock.systemUTC());

    public BladeRegistry() {
        this(new DrainTime(DRAIN_LIMIT, System::nanoTime));
    }

    BladeRegistry(DrainTime drain) {
        this.drain = drain;
    }

    /** Called by the framework before it takes away all that is there, because the manager goes. */
    @Deactivate
    public void leave() {
        drain.leave();
    }

    /** Called by the framework when a blade comes. */
    @Reference(
            name = "blades",
            service = CopyBlade.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "bladeChanged",
            unbind = "removeBlade")
    public void addBlade(ServiceReference<CopyBlade> reference, CopyBlade blade) {
        table.add(placed(BladeKey.of(reference)), blade);
    }

    /**
     * Called by the framework when the properties of a blade have changed. It is asked itself by which name it works now: a
     * refused edit is in its properties, too.
     */
    public void bladeChanged(ServiceReference<CopyBlade> reference, CopyBlade blade) {
        BladeKey now = placed(BladeKey.of(reference).of(blade.info()));
        table.rekey(now)
                .map(BladeKey::name)
                .filter(before -> !before.equals(now.name()))
                .ifPresent(absences::went);
    }

    /** Called by the framework before a blade goes; returns once nobody calls it any more. */
    public void removeBlade(ServiceReference<CopyBlade> reference) {
        table.known(BladeKey.of(reference)).ifPresent(key -> {
            absences.went(key.name());
            Duration limit = drain.left();
            int left = table.remove(key, limit);
            if (left > 0) {
                LOG.error("blade {} goes with {} calls still under way after {}", key.name(), left, limit);
            }
        });
    }

    /**
     * Leases all these blades at once, or none.
     *
     * @param wait how long to wait until they are all there
     * @param over whether nobody wants them any more
     * @return in the order of the names; empty if they were not all there in time
     */
    public List<Lease<CopyBlade>> leaseAll(List<BladeName> names, Duration wait, BooleanSupplier over) {
        List<Predicate<BladeKey>> wanted = new ArrayList<>(names.size());
        for (BladeName name : names) {
            wanted.add(key -> name.fits(key.technology(), key.endpoint()));
        }
        List<Lease<CopyBlade>> leases = table.leaseAll(wanted, Duration.ZERO, over);
        if (leases.size() == names.size() || wait.isZero()) {
            return leases;
        }
        return absences.during(CurrentRun.get(), names, wait, () -> table.leaseAll(wanted, wait, over));
    }

    /** Absent blades that somebody waits for now. */
    public List<Awaited> awaited() {
        return absences.list(
                present().stream().map(present -> present.key().name()).toList());
    }

    /** Leases one of the blades that are there now; empty if it has gone. */
    public Optional<Lease<CopyBlade>> lease(BladeKey key) {
        return table.leaseAll(List.of(key::equals), Duration.ZERO, () -> false).stream()
                .findFirst();
    }

    private BladeKey placed(BladeKey key) {
        return key.endpointSince(
                since.computeIfAbsent(key.name(), name -> key.order().id()));
    }

    /** All blades that are there now. */
    public List<LeaseTable.Present<BladeKey>> present() {
        return table.present();
    }
}
