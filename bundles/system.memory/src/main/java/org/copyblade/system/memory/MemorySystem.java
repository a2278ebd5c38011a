package org.copyblade.system.memory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.system.memory.SystemFaults.Fault;
import org.copyblade.system.memory.SystemFaults.Step;
import org.copyblade.system.spi.BackupFacts;
import org.copyblade.system.spi.BackupMode;
import org.copyblade.system.spi.BackupModeEnd;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.Barrable;
import org.copyblade.system.spi.CopyChecker;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.DataSet.Role;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Deregistrar;
import org.copyblade.system.spi.Epoch;
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
import org.copyblade.system.spi.SystemService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * The adapter of the system in memory, with every ability. It keeps nothing of its own.
 *
 * <p>In the framework it is a factory component; the configuration chooses its server, a service that the test
 * registers, by {@code server.target}.
 */
@Component(
        service = ProtectedSystem.class,
        configurationPid = "org.copyblade.system.memory",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@SystemService(system_kind = "memory")
public final class MemorySystem
        implements ProtectedSystem, Suspendable, BackupMode, Restorable, Barrable, CopyChecker, Registrar, Deregistrar {

    private static final int TOKEN_VERSION = 1;

    private interface Effect<R> {
        R run() throws SystemException;
    }

    private static final Duration TICK = Duration.ofMillis(1);

    private final MemoryServer server;
    private final Disks storage;

    /** An adapter for this server. */
    @Activate
    public MemorySystem(@Reference(name = "server") MemoryServer server) {
        this.server = server;
        this.storage = server.storage();
    }

    @Override
    public SystemInfo info() {
        return new SystemInfo(server.name(), "memory", "1.0.0");
    }

    @Override
    public SystemLayout discover(Deadline deadline) throws SystemException {
        return through(Step.DISCOVER, deadline, () -> {
            List<DataSet> dataSets = new ArrayList<>();
            List<String> data = server.dataPaths();
            for (int i = 0; i < data.size(); i++) {
                Optional<String> gate = i == 0 && server.isGated() ? Optional.of("control") : Optional.empty();
                dataSets.add(DataSet.tree("data-" + i, Role.DATABASE, data.get(i), List.of(), gate));
            }
            dataSets.add(DataSet.tree("log", Role.LOG, server.logPath(), List.of(), Optional.empty()));
            return new SystemLayout(
                    server.isRunning(),
                    "1",
                    List.of(server.name()),
                    new Epoch(server.epoch()),
                    dataSets,
                    List.of(),
                    List.of());
        });
    }

    @Override
    public Position position(Deadline deadline) throws SystemException {
        return through(Step.POSITION, deadline, () -> {
            return now();
        });
    }

    @Override
    public Settled settle(long dirtyBytesBound, Deadline deadline) throws SystemException {
        return through(Step.SETTLE, deadline, () -> {
            requireRunning();
            long before = server.clock().nanos();
            server.checkpoint();
            Duration took = Duration.ofNanos(server.clock().nanos() - before);
            return new Settled(took, Duration.ZERO, 0);
        });
    }

    @Override
    public SuspendToken arm(long epoch, Duration limit, Deadline deadline) throws SystemException {
        return through(Step.ARM, deadline, () -> {
            requireRunning();
            if (!server.hold().arm(epoch, limit)) {
                throw error(
                        "MEMORYDB-FENCED", "suspension " + epoch + " is not newer than the last", Recovery.FIX_REQUEST);
            }
            return new SuspendToken(server.name(), epoch, TOKEN_VERSION, "");
        });
    }

    @Override
    public Suspension suspend(SuspendToken token, Deadline deadline) throws SystemException {
        Optional<Fault> fault = before(Step.SUSPEND, deadline);
        requireRunning();
        if (deadline.expired()) {
            throw error("MEMORYDB-TIMEOUT", "there is no time left to suspend", Recovery.RETRY);
        }
        long asked = server.clock().nanos();
        boolean lies = fault.filter(Fault.LIES::equals).isPresent();
        if (!server.hold().hold(token.epoch())) {
            throw error("MEMORYDB-NOT-ARMED", "suspension " + token.epoch() + " is not armed", Recovery.FIX_REQUEST);
        }
        if (lies) {
            server.continuedByStranger();
        }
        after(Step.SUSPEND, fault);
        return new Suspension(asked, server.clock().nanos(), "server " + server.name() + " by its guard");
    }

    @Override
    public Resumption resume(SuspendToken token) {
        if (server.faults().take(Step.RESUME).filter(Fault.UNCHECKED::equals).isPresent()) {
            throw new IllegalStateException("fault on demand in " + Step.RESUME);
        }
        Resumption resumption = server.hold().resume(token.epoch());
        return token.version() == TOKEN_VERSION
                ? resumption
                : new Resumption(
                        Resumption.Verdict.BROKEN,
                        "a token of form " + token.version() + " is not known",
                        0,
                        resumption.resumedNanos());
    }

    @Override
    public void disarm(SuspendToken token) {
        server.hold().disarm(token.epoch());
    }

    @Override
    public BackupModeToken begin(String label, Deadline deadline) throws SystemException {
        return through(Step.BEGIN, deadline, () -> {
            requireRunning();
            long session = server.beginBackup(label);
            return new BackupModeToken(server.name(), label, now(), Long.toString(session));
        });
    }

    @Override
    public boolean held(BackupModeToken token) {
        return server.holdsSession(Long.parseLong(token.data()));
    }

    @Override
    public BackupModeEnd end(BackupModeToken token, Deadline deadline) throws SystemException {
        return through(Step.END, deadline, () -> {
            if (!held(token)) {
                throw error("MEMORYDB-SESSION", "the session of " + token.label() + " is lost", Recovery.FIX_REQUEST);
            }
            server.endSession(Long.parseLong(token.data()));
            RecoveryFile label = new RecoveryFile(
                    "data-0", Redo.LABEL, Long.toString(token.start().order()));
            return new BackupModeEnd(now(), List.of(label));
        });
    }

    @Override
    public void release(BackupModeToken token, Deadline deadline) throws SystemException {
        through(Step.RELEASE, deadline, () -> {
            boolean answerLost = token.data().isEmpty();
            server.unpin(answerLost ? server.sessionOf(token.label()) : Long.parseLong(token.data()));
            return token;
        });
    }

    @Override
    public void stop(Deadline deadline) throws SystemException {
        through(Step.STOP, deadline, () -> {
            server.stop();
            return server;
        });
    }

    @Override
    public void recover(RecoveryPlan plan, Deadline deadline) throws SystemException {
        through(Step.RECOVER, deadline, () -> {
            if (server.isRunning()) {
                throw error("MEMORYDB-RUNNING", "server " + server.name() + " runs", Recovery.FIX_REQUEST);
            }
            for (RecoveryFile file : plan.files()) {
                storage.write(place(plan.layout(), file.dataSet()), file.path(), text(file));
            }
            server.nextStartBeginsTimeline();
            server.openGate();
            return plan;
        });
    }

    @Override
    public void bar(SystemLayout layout, Deadline deadline) throws SystemException {
        through(Step.BAR, deadline, () -> {
            if (server.isRunning()) {
                throw error("MEMORYDB-RUNNING", "server " + server.name() + " runs", Recovery.FIX_REQUEST);
            }
            server.shutGate();
            return layout;
        });
    }

    @Override
    public void unbar(SystemLayout layout, Deadline deadline) throws SystemException {
        through(Step.UNBAR, deadline, () -> {
            server.openGate();
            return layout;
        });
    }

    @Override
    public Started start(Deadline deadline) throws SystemException {
        return through(Step.START, deadline, () -> {
            Redo redo = server.start();
            if (!redo.why().isEmpty()) {
                throw error(
                        "MEMORYDB-START",
                        "server " + server.name() + " cannot start: " + redo.why(),
                        Recovery.ASK_OPERATOR);
            }
            Epoch epoch = new Epoch(server.epoch());
            return new Started(new Position(Long.toString(redo.end()), redo.end(), epoch), 0);
        });
    }

    @Override
    public CopyPosition inspect(SystemLayout layout, List<ExposedDataSet> exposed, Position stop, Deadline deadline)
            throws SystemException {
        return through(Step.INSPECT, deadline, () -> {
            Redo recovery = recovery(exposed, Optional.empty());
            Position end = at(recovery);
            String missing = recovery.timeline() == 0 ? recovery.why() : "";
            if (missing.isEmpty() && !end.reaches(stop)) {
                missing = "the log ends at " + end.text() + " before " + stop.text();
            }
            return new CopyPosition(end, missing.isEmpty(), missing);
        });
    }

    @Override
    public CheckReport tryOut(
            SystemLayout layout, List<ExposedDataSet> exposed, List<RecoveryFile> files, Deadline deadline)
            throws SystemException {
        return through(Step.TRY_OUT, deadline, () -> {
            for (RecoveryFile file : files) {
                storage.write(location(exposed, file.dataSet()), file.path(), text(file));
            }
            Redo recovery = recovery(exposed, Optional.empty());
            boolean passed = recovery.why().isEmpty();
            List<String> failures = passed ? List.of() : List.of(recovery.why());
            return new CheckReport(passed, at(recovery).text(), 0, List.of("redo and compare every page"), failures);
        });
    }

    @Override
    public Registered register(BackupFacts backup, Deadline deadline) throws SystemException {
        return through(Step.REGISTER, deadline, () -> {
            int dataSets = backup.layout().dataSets().size();
            if (server.registered().contains(backup.backup())) {
                return new Registered(0, dataSets, List.of());
            }
            server.register(backup.backup());
            return new Registered(dataSets, 0, List.of());
        });
    }

    @Override
    public int deregister(BackupFacts backup, Deadline deadline) throws SystemException {
        return through(
                Step.DEREGISTER,
                deadline,
                () -> server.deregister(backup.backup())
                        ? backup.layout().dataSets().size()
                        : 0);
    }

    private Redo recovery(List<ExposedDataSet> exposed, Optional<Long> start) throws SystemException {
        Map<Integer, String> data = new HashMap<>();
        for (int i = 0; i < server.dataPaths().size(); i++) {
            data.put(i, location(exposed, "data-" + i));
        }
        return Redo.of(storage, new Redo.Places(location(exposed, "log"), data), start);
    }

    private static String location(List<ExposedDataSet> exposed, String dataSet) throws SystemException {
        return exposed.stream()
                .filter(candidate -> candidate.dataSet().equals(dataSet))
                .map(ExposedDataSet::location)
                .findFirst()
                .orElseThrow(() ->
                        error("MEMORYDB-MISSING", "data set " + dataSet + " is not exposed", Recovery.FIX_REQUEST));
    }

    private static String place(SystemLayout layout, String dataSet) throws SystemException {
        return layout.dataSets().stream()
                .filter(candidate -> candidate.name().equals(dataSet))
                .map(DataSet::place)
                .findFirst()
                .orElseThrow(() -> error("MEMORYDB-MISSING", "there is no data set " + dataSet, Recovery.FIX_REQUEST));
    }

    private Position now() {
        return new Position(Long.toString(server.last()), server.last(), new Epoch(server.epoch()));
    }

    private Position at(Redo recovery) {
        Epoch epoch = new Epoch(server.name() + "/" + recovery.timeline());
        return new Position(Long.toString(recovery.end()), recovery.end(), epoch);
    }

    private static byte[] text(RecoveryFile file) {
        return file.content().getBytes(StandardCharsets.UTF_8);
    }

    private void requireRunning() throws SystemException {
        if (!server.isRunning()) {
            throw error("MEMORYDB-DOWN", "server " + server.name() + " is down", Recovery.RETRY);
        }
    }

    private <R> R through(Step step, Deadline deadline, Effect<R> effect) throws SystemException {
        Optional<Fault> fault = before(step, deadline);
        R answer = effect.run();
        after(step, fault);
        return answer;
    }

    private Optional<Fault> before(Step step, Deadline deadline) throws SystemException {
        Optional<Fault> fault = server.faults().take(step);
        if (fault.isEmpty()) {
            return fault;
        }
        switch (fault.get()) {
            case REFUSED -> throw error("MEMORYDB-BUSY", step + " was refused", Recovery.RETRY);
            case UNCHECKED -> throw new IllegalStateException("fault on demand in " + step);
            case HANGS -> {
                while (!deadline.cancelled() && !deadline.expired()) {
                    server.clock().pause(TICK);
                }
                throw error("MEMORYDB-HUNG", step + " did not answer in time", Recovery.RETRY);
            }
            case LOST_REPLY, LIES -> {
                // These strike inside the call or after it.
            }
        }
        return fault;
    }

    private static void after(Step step, Optional<Fault> fault) throws SystemException {
        if (fault.filter(Fault.LOST_REPLY::equals).isPresent()) {
            throw error("MEMORYDB-LOST", "the answer to " + step + " was lost", Recovery.LOOK_FIRST);
        }
    }

    private static SystemException error(String code, String text, Recovery recovery) {
        return new SystemException(code, text, "look at the server in memory", recovery);
    }
}
