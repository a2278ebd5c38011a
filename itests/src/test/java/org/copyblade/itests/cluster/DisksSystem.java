package org.copyblade.itests.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.Restorable;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Settled;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspendable;
import org.copyblade.system.spi.Suspension;
import org.copyblade.system.spi.SystemInfo;
import org.copyblade.system.spi.SystemLayout;

/** A system with a data set behind each of some directories; it is stopped and started in no time. Safe for many threads. */
final class DisksSystem implements ProtectedSystem, Suspendable, Restorable {

    private static final Epoch EPOCH = new Epoch("one");

    private final String name;
    private final List<DataSet> dataSets = new ArrayList<>();
    private final AtomicLong log = new AtomicLong();
    private volatile boolean running = true;
    private volatile boolean held;

    /** @param places by name of the data set */
    DisksSystem(String name, Map<String, String> places) {
        this.name = name;
        places.forEach((dataSet, place) ->
                dataSets.add(DataSet.tree(dataSet, DataSet.Role.DATABASE, place, List.of(), Optional.empty())));
    }

    boolean isRunning() {
        return running;
    }

    boolean isHeld() {
        return held;
    }

    @Override
    public SystemInfo info() {
        return new SystemInfo(name, "disks", "1");
    }

    @Override
    public SystemLayout discover(Deadline deadline) {
        return new SystemLayout(running, "1", List.of("ONE"), EPOCH, dataSets, List.of(), List.of());
    }

    @Override
    public Position position(Deadline deadline) {
        long order = running && !held ? log.incrementAndGet() : log.get();
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
        long asked = System.nanoTime();
        held = true;
        return new Suspension(asked, System.nanoTime(), "nobody");
    }

    @Override
    public Resumption resume(SuspendToken token) {
        long checked = System.nanoTime();
        held = false;
        return new Resumption(Resumption.Verdict.IN_FORCE, "", checked, System.nanoTime());
    }

    @Override
    public void disarm(SuspendToken token) {
        // Nobody was armed.
    }

    @Override
    public void stop(Deadline deadline) {
        running = false;
    }

    @Override
    public void recover(RecoveryPlan plan, Deadline deadline) {
        // What was restored is used as it is.
    }

    @Override
    public Started start(Deadline deadline) {
        running = true;
        return new Started(position(deadline), 0);
    }
}
