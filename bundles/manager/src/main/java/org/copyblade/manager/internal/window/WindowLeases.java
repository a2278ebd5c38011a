package org.copyblade.manager.internal.window;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.copyblade.api.ErrorCode;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.blade.BladeRegistry;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.system.SystemRegistry;
import org.copyblade.system.spi.ProtectedSystem;

/** Everything a window calls, leased at once: nothing of it can go while the window is open. Used by one thread. */
final class WindowLeases implements AutoCloseable {

    private final Lease<ProtectedSystem> system;
    private final List<Lease<CopyBlade>> blades;

    private WindowLeases(Lease<ProtectedSystem> system, List<Lease<CopyBlade>> blades) {
        this.system = system;
        this.blades = blades;
    }

    /**
     * Leases a system and blades; holds nothing while it waits for something absent.
     *
     * @param names one per group, in the order of {@link #blade}
     * @param over whether nobody wants the window any more
     */
    static WindowLeases take(
            SystemRegistry systems,
            String system,
            BladeRegistry registry,
            List<BladeName> names,
            Duration wait,
            BooleanSupplier over)
            throws Failure {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            List<Lease<CopyBlade>> blades = registry.leaseAll(names, left, over);
            if (blades.size() == names.size()) {
                Optional<Lease<ProtectedSystem>> subject = systems.lease(system, Duration.ZERO);
                if (subject.isPresent()) {
                    return new WindowLeases(subject.get(), blades);
                }
            }
            blades.forEach(Lease::close);
            if (over.getAsBoolean()) {
                throw Failure.cancelled();
            }
            if (left.isZero()) {
                throw Failure.failed(
                        ErrorCode.BLADE_ABSENT,
                        "open the window of " + system + ": its adapter or one of " + names + " is not there");
            }
            systems.lease(system, left, over).ifPresent(Lease::close);
        }
    }

    ProtectedSystem system() {
        return system.service();
    }

    Lease<CopyBlade> blade(int index) {
        return blades.get(index);
    }

    @Override
    public void close() {
        blades.forEach(Lease::close);
        system.close();
    }
}
