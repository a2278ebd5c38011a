package org.copyblade.system.postgresql.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.guard.Guards;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.connection.Session;
import org.copyblade.system.postgresql.internal.copy.CloneDirectories;
import org.copyblade.system.postgresql.internal.copy.CloneTrial;
import org.copyblade.system.postgresql.internal.copy.CopyInspection;
import org.copyblade.system.postgresql.internal.copy.Recovering;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.postgresql.internal.directory.Gate;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.hold.BackupSessions;
import org.copyblade.system.postgresql.internal.hold.Holds;
import org.copyblade.system.postgresql.internal.server.ServerPosition;
import org.copyblade.system.spi.BackupMode;
import org.copyblade.system.spi.BackupModeEnd;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.Barrable;
import org.copyblade.system.spi.CopyChecker;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.RecoveryFile;
import org.copyblade.system.spi.RefusedEdit;
import org.copyblade.system.spi.Restorable;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Settled;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspendable;
import org.copyblade.system.spi.Suspension;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemInfo;
import org.copyblade.system.spi.SystemLayout;
import org.copyblade.system.spi.SystemService;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** One PostgreSQL server on this host with all its abilities. Any thread. */
@Component(
        service = ProtectedSystem.class,
        immediate = true,
        configurationPid = PostgresConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PostgresConfig.class, factory = true)
@SystemService(system_kind = PostgresSystem.KIND)
public final class PostgresSystem
        implements ProtectedSystem, Suspendable, BackupMode, Restorable, Barrable, CopyChecker, RefusedEdit {

    static final String KIND = "postgresql";

    private final Holds holds;
    private final BackupSessions sessions;
    private volatile ServerParts server;

    /** Why the newest configuration is not in force; empty if it is. */
    private volatile Optional<String> refusedEdit = Optional.empty();

    /** Called by declarative services; a configuration that cannot be used is refused with key, value and cure. */
    @Activate
    public PostgresSystem(PostgresConfig config, Map<String, Object> given, @Reference(name = "guards") Guards guards) {
        this(settings(config, given), guards);
        // A process that was killed while it tried a copy out could not do so itself.
        new CloneDirectories(server.settings().runtimeDirectory()).sweep();
    }

    PostgresSystem(ServerSettings settings, Guards guards) {
        this.server = ServerParts.of(settings, version());
        this.holds = new Holds(guards, () -> server.discovery());
        this.sessions = new BackupSessions(() -> server.connector());
    }

    /** What is under way goes on; a configuration that cannot be used is refused, and the last good one stays in force. */
    @Modified
    void modified(PostgresConfig config, Map<String, Object> given) {
        try {
            server = ServerParts.of(settings(config, given), version());
            refusedEdit = Optional.empty();
        } catch (RuntimeException e) {
            refusedEdit = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    @Override
    public Optional<String> refusedEdit() {
        return refusedEdit;
    }

    /** Lets everything go on that is held here; copies under way are lost, the server is not. */
    @Deactivate
    void close() {
        holds.close();
        sessions.close();
    }

    @Override
    public SystemInfo info() {
        return server.info();
    }

    @Override
    public SystemLayout discover(Deadline deadline) throws SystemException {
        return server.discovery().discover(deadline);
    }

    @Override
    public Position position(Deadline deadline) throws SystemException {
        try (Session session = server.connector().open(deadline)) {
            return ServerPosition.now(session, deadline);
        } catch (SystemException e) {
            if (PgFault.DOWN.is(e)) {
                return ServerPosition.ofStopped(server.discovery().dataDirectory(deadline));
            }
            throw e;
        }
    }

    @Override
    public Settled settle(long dirtyBytesBound, Deadline deadline) throws SystemException {
        return server.settling().settle(dirtyBytesBound, deadline);
    }

    @Override
    public void announce(Deadline deadline) throws SystemException {
        holds.announce(deadline);
    }

    @Override
    public SuspendToken arm(long epoch, Duration limit, Deadline deadline) throws SystemException {
        return holds.arm(info().name(), epoch, limit, deadline);
    }

    @Override
    public Suspension suspend(SuspendToken token, Deadline deadline) throws SystemException {
        return holds.suspend(token, deadline);
    }

    @Override
    public Resumption resume(SuspendToken token) {
        return holds.resume(token);
    }

    @Override
    public void disarm(SuspendToken token) {
        holds.disarm(token);
    }

    @Override
    public BackupModeToken begin(String label, Deadline deadline) throws SystemException {
        return sessions.begin(info().name(), label, deadline);
    }

    @Override
    public boolean held(BackupModeToken token) {
        return sessions.held(token);
    }

    @Override
    public BackupModeEnd end(BackupModeToken token, Deadline deadline) throws SystemException {
        return sessions.end(token, deadline);
    }

    @Override
    public void release(BackupModeToken token, Deadline deadline) throws SystemException {
        sessions.release(token, deadline);
    }

    @Override
    public void stop(Deadline deadline) throws SystemException {
        server.stopping().stop(deadline);
    }

    @Override
    public void recover(RecoveryPlan plan, Deadline deadline) throws SystemException {
        Recovering.recover(plan, server.settings().osUser(), deadline);
    }

    @Override
    public void bar(SystemLayout layout, Deadline deadline) throws SystemException {
        new Gate(DataDirectory.placeIn(layout)).bar();
    }

    @Override
    public void unbar(SystemLayout layout, Deadline deadline) throws SystemException {
        new Gate(DataDirectory.placeIn(layout)).unbar();
    }

    @Override
    public Started start(Deadline deadline) throws SystemException {
        return server.starting().start(deadline);
    }

    @Override
    public CopyPosition inspect(SystemLayout layout, List<ExposedDataSet> exposed, Position stop, Deadline deadline)
            throws SystemException {
        return CopyInspection.inspect(layout, exposed, stop, deadline);
    }

    @Override
    public CheckReport tryOut(
            SystemLayout layout, List<ExposedDataSet> exposed, List<RecoveryFile> files, Deadline deadline)
            throws SystemException {
        return new CloneTrial(server.settings(), server.programs(), layout, exposed, files, deadline).run();
    }

    private static ServerSettings settings(PostgresConfig config, Map<String, Object> given) {
        try {
            return SettingsReader.read(config, given);
        } catch (SystemException e) {
            throw new IllegalArgumentException(
                    e.code() + " system '" + given.get("system.name") + "': " + e.getMessage() + "\nHINT: " + e.hint());
        }
    }

    /** Outside the framework, in tests, there is no bundle to have a version. */
    private static String version() {
        var bundle = FrameworkUtil.getBundle(PostgresSystem.class);
        return bundle == null ? "0.0.0" : bundle.getVersion().toString();
    }
}
