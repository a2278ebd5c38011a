package org.copyblade.system.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.system.spi.BackupFacts;
import org.copyblade.system.spi.BackupMode;
import org.copyblade.system.spi.BackupModeEnd;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.Barrable;
import org.copyblade.system.spi.CopyChecker;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Deregistrar;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.RecoveryFile;
import org.copyblade.system.spi.Registrar;
import org.copyblade.system.spi.Restorable;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Settled;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspendable;
import org.copyblade.system.spi.Suspension;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemException.Recovery;
import org.copyblade.system.spi.SystemInfo;
import org.copyblade.system.spi.SystemLayout;

/** The adapter of the system in memory with one bug. Not for many threads at once. */
public final class BuggySystem
        implements ProtectedSystem, Suspendable, BackupMode, Restorable, Barrable, CopyChecker, Registrar, Deregistrar {

    private static final Duration FOR_LONG = Duration.ofMinutes(10);

    private final MemoryServer server;
    private final MemorySystem system;
    private final SystemBug bug;
    private final AtomicInteger asked = new AtomicInteger();
    private Optional<Position> remembered = Optional.empty();
    private boolean disarmed;
    private boolean recovered;

    /** An adapter for this server that breaks one rule. */
    public BuggySystem(MemoryServer server, SystemBug bug) {
        this.server = server;
        this.system = new MemorySystem(server);
        this.bug = bug;
    }

    @Override
    public SystemInfo info() {
        SystemInfo info = system.info();
        return bug == SystemBug.INFO_CHANGES
                ? new SystemInfo(info.name(), info.kind(), "1.0." + asked.incrementAndGet())
                : info;
    }

    @Override
    public SystemLayout discover(Deadline deadline) throws SystemException {
        SystemLayout layout = system.discover(deadline);
        if (bug != SystemBug.DISCOVER_FORGETS_THE_GATE) {
            return layout;
        }
        List<DataSet> shut = new ArrayList<>();
        layout.dataSets()
                .forEach(set ->
                        shut.add(DataSet.tree(set.name(), set.role(), set.place(), set.excluded(), Optional.empty())));
        return new SystemLayout(
                layout.running(),
                layout.productVersion(),
                layout.members(),
                layout.epoch(),
                shut,
                layout.foreign(),
                layout.findings());
    }

    @Override
    public Position position(Deadline deadline) throws SystemException {
        if (bug == SystemBug.POSITION_STANDS_STILL && remembered.isPresent()) {
            return remembered.get();
        }
        Position position = system.position(deadline);
        remembered = Optional.of(position);
        return position;
    }

    @Override
    public Settled settle(long dirtyBytesBound, Deadline deadline) throws SystemException {
        Settled settled = system.settle(dirtyBytesBound, deadline);
        return bug == SystemBug.SETTLE_EXCEEDS_ITS_BOUND
                ? new Settled(settled.checkpoint(), settled.writeBack(), dirtyBytesBound + 1)
                : settled;
    }

    @Override
    public SuspendToken arm(long epoch, Duration limit, Deadline deadline) throws SystemException {
        SuspendToken token = system.arm(epoch, limit, deadline);
        if (bug == SystemBug.ARM_HOLDS) {
            system.suspend(token, deadline);
        }
        return token;
    }

    @Override
    public Suspension suspend(SuspendToken token, Deadline deadline) throws SystemException {
        Suspension suspension = system.suspend(token, deadline);
        if (bug == SystemBug.SUSPEND_HOLDS_NOTHING) {
            server.continuedByStranger();
        }
        return suspension;
    }

    @Override
    public Resumption resume(SuspendToken token) {
        Resumption resumption = system.resume(token);
        return bug == SystemBug.RESUME_ALWAYS_IN_FORCE
                ? new Resumption(Resumption.Verdict.IN_FORCE, "", resumption.checkedNanos(), resumption.resumedNanos())
                : resumption;
    }

    @Override
    public void disarm(SuspendToken token) {
        if (bug == SystemBug.DISARM_ONCE_ONLY && disarmed) {
            throw new IllegalStateException("disarmed already");
        }
        disarmed = true;
        system.disarm(token);
    }

    @Override
    public BackupModeToken begin(String label, Deadline deadline) throws SystemException {
        BackupModeToken token = system.begin(label, deadline);
        if (bug == SystemBug.BACKUP_MODE_HOLDS) {
            system.suspend(system.arm(Long.MAX_VALUE, FOR_LONG, deadline), deadline);
        }
        return token;
    }

    @Override
    public boolean held(BackupModeToken token) {
        return bug == SystemBug.HELD_ALWAYS || system.held(token);
    }

    @Override
    public BackupModeEnd end(BackupModeToken token, Deadline deadline) throws SystemException {
        BackupModeEnd end = system.end(token, deadline);
        return bug == SystemBug.STOP_POSITION_TOO_EARLY ? new BackupModeEnd(token.start(), end.files()) : end;
    }

    @Override
    public void release(BackupModeToken token, Deadline deadline) throws SystemException {
        if (bug != SystemBug.RELEASE_STAYS_IN_BACKUP_MODE) {
            system.release(token, deadline);
        }
    }

    @Override
    public void stop(Deadline deadline) throws SystemException {
        if (bug != SystemBug.STOP_STOPS_NOTHING) {
            system.stop(deadline);
        }
    }

    @Override
    public void recover(RecoveryPlan plan, Deadline deadline) throws SystemException {
        if (bug == SystemBug.RECOVER_ONCE_ONLY && recovered) {
            throw new SystemException("BUG", "recover cannot be repeated", "", Recovery.FIX_REQUEST);
        }
        recovered = true;
        system.recover(plan, deadline);
    }

    @Override
    public void bar(SystemLayout layout, Deadline deadline) throws SystemException {
        if (bug != SystemBug.BAR_BARS_NOTHING) {
            system.bar(layout, deadline);
        }
    }

    @Override
    public void unbar(SystemLayout layout, Deadline deadline) throws SystemException {
        if (bug != SystemBug.UNBAR_LEAVES_THE_BAR) {
            system.unbar(layout, deadline);
        }
    }

    @Override
    public Started start(Deadline deadline) throws SystemException {
        return bug == SystemBug.START_STARTS_NOTHING
                ? new Started(new Position("0", 0, system.discover(deadline).epoch()), 0)
                : system.start(deadline);
    }

    @Override
    public CopyPosition inspect(SystemLayout layout, List<ExposedDataSet> exposed, Position stop, Deadline deadline)
            throws SystemException {
        CopyPosition found = system.inspect(layout, exposed, stop, deadline);
        return bug == SystemBug.INSPECT_ALWAYS_COMPLETE ? new CopyPosition(found.position(), true, "") : found;
    }

    @Override
    public CheckReport tryOut(
            SystemLayout layout, List<ExposedDataSet> exposed, List<RecoveryFile> files, Deadline deadline)
            throws SystemException {
        return bug == SystemBug.TRY_OUT_WITHOUT_CHECKS
                ? new CheckReport(true, "", 0, List.of(), List.of())
                : system.tryOut(layout, exposed, files, deadline);
    }

    @Override
    public Registered register(BackupFacts backup, Deadline deadline) throws SystemException {
        Registered registered = system.register(backup, deadline);
        return bug == SystemBug.REGISTER_TELLS_TWICE
                ? new Registered(registered.told() + registered.known(), 0, registered.refused())
                : registered;
    }

    @Override
    public int deregister(BackupFacts backup, Deadline deadline) throws SystemException {
        if (bug == SystemBug.DEREGISTER_FORGETS_NOTHING) {
            return server.registered().contains(backup.backup())
                    ? backup.layout().dataSets().size()
                    : 0;
        }
        return system.deregister(backup, deadline);
    }
}
