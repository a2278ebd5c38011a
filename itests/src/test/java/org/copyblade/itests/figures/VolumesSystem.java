package org.copyblade.itests.figures;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Settled;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspendable;
import org.copyblade.system.spi.Suspension;
import org.copyblade.system.spi.SystemInfo;
import org.copyblade.system.spi.SystemLayout;

/** A system with a data set on each of many volumes, that is held and let go in no time. Safe for many threads. */
final class VolumesSystem implements ProtectedSystem, Suspendable {

    private static final Epoch EPOCH = new Epoch("one");

    private final String name;
    private final List<DataSet> dataSets;
    private final AtomicLong log = new AtomicLong();
    private final AtomicInteger suspensions = new AtomicInteger();
    private volatile long heldNanos;
    private volatile long resumedNanos;

    /** @param serials of its volumes */
    VolumesSystem(String name, List<String> serials) {
        this.name = name;
        this.dataSets = serials.stream().map(VolumesSystem::dataSet).toList();
    }

    private static DataSet dataSet(String serial) {
        return new DataSet(
                serial.toLowerCase(java.util.Locale.ROOT),
                DataSet.Role.DATABASE,
                DataSet.PlaceKind.VOLSER,
                serial,
                "BANK." + serial,
                List.of(),
                Optional.empty());
    }

    int suspensions() {
        return suspensions.get();
    }

    /** Of the last suspension, by {@link System#nanoTime}. */
    long heldNanos() {
        return heldNanos;
    }

    /** The same. */
    long resumedNanos() {
        return resumedNanos;
    }

    @Override
    public SystemInfo info() {
        return new SystemInfo(name, "volumes", "1");
    }

    @Override
    public SystemLayout discover(Deadline deadline) {
        return new SystemLayout(true, "1", List.of("ONE"), EPOCH, dataSets, List.of(), List.of());
    }

    @Override
    public Position position(Deadline deadline) {
        long order = log.incrementAndGet();
        return new Position(Long.toString(order), order, EPOCH);
    }

    @Override
    public Settled settle(long dirtyBytesBound, Deadline deadline) {
        return new Settled(Duration.ZERO, Duration.ZERO, 0);
    }

    @Override
    public SuspendToken arm(long epoch, Duration limit, Deadline deadline) {
        return new SuspendToken(name, epoch, 1, "");
    }

    @Override
    public Suspension suspend(SuspendToken token, Deadline deadline) {
        suspensions.incrementAndGet();
        long asked = System.nanoTime();
        heldNanos = System.nanoTime();
        return new Suspension(asked, heldNanos, "nobody");
    }

    @Override
    public Resumption resume(SuspendToken token) {
        long checked = System.nanoTime();
        resumedNanos = System.nanoTime();
        return new Resumption(Resumption.Verdict.IN_FORCE, "", checked, resumedNanos);
    }

    @Override
    public void disarm(SuspendToken token) {
        // Nobody was armed.
    }
}
