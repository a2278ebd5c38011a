package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.endpoint.LastGood;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.system.ims.internal.Operator.Said;
import org.copyblade.system.spi.BackupFacts;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Deregistrar;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.RefusedEdit;
import org.copyblade.system.spi.Registrar;
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
import org.copyblade.zosmf.ConnectionConfig;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * One IMS system or data sharing group. Its volumes are out of reach of everybody while it is restored, and its own start is
 * refused by RECON and volumes that do not fit, so it needs no bar; copies are looked into on z/OS. Any thread.
 */
@Component(
        service = ProtectedSystem.class,
        immediate = true,
        configurationPid = ImsConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ImsConfig.class, factory = true)
@SystemService(system_kind = ImsSystem.KIND)
public final class ImsSystem implements ProtectedSystem, Suspendable, Restorable, Registrar, Deregistrar, RefusedEdit {

    static final String KIND = "ims";

    private final Holds holds;
    private final LastGood<ImsParts> parts;

    /** Called by declarative services; a configuration that cannot be used is refused with key, value and cure. */
    @Activate
    public ImsSystem(
            ImsConfig config,
            ConnectionConfig connection,
            Map<String, Object> given,
            @Reference(name = "guards") RemoteGuards guards) {
        this(parts(config, connection, given), guards);
    }

    ImsSystem(ImsParts parts, RemoteGuards guards) {
        this(parts, guards, Holds.ABANDONED_PATIENCE);
    }

    /** @param abandonedPatience how long a member is asked at one time to go on by a hold of an instance that is gone */
    ImsSystem(ImsParts parts, RemoteGuards guards, Duration abandonedPatience) {
        this.parts = new LastGood<>(parts);
        this.holds = new Holds(guards, this.parts::get, abandonedPatience);
    }

    /** What is under way goes on; a configuration that cannot be used is refused, and the last good one stays in force. */
    @Modified
    void modified(ImsConfig config, ConnectionConfig connection, Map<String, Object> given) {
        parts.change(() -> parts(config, connection, given), ImsParts::close);
    }

    @Override
    public Optional<String> refusedEdit() {
        return parts.refusal();
    }

    /** Lets everything go on that is held here. */
    @Deactivate
    void close() {
        try {
            holds.close();
        } finally {
            parts.get().close();
        }
    }

    @Override
    public SystemInfo info() {
        return new SystemInfo(parts.get().settings().name(), KIND, version());
    }

    @Override
    public SystemLayout discover(Deadline deadline) throws SystemException {
        return parts.get().discovery().discover(deadline);
    }

    @Override
    public Position position(Deadline deadline) throws SystemException {
        ImsParts ims = parts.get();
        Map<Member, Said> said = ims.positions().ask(deadline);
        if (said.values().stream().allMatch(Said.NotRunning.class::isInstance)) {
            return ims.discovery().stopped(deadline);
        }
        // The slow question first: the position is to be as young as the answer.
        Epoch epoch = ims.discovery().epoch(deadline);
        return Positions.position(ims.positions().all(ims.positions().ask(deadline)), epoch);
    }

    /** Blocks are written by IMS and not cached here, so a checkpoint of each member is all there is to do. */
    @Override
    public Settled settle(long dirtyBytesBound, Deadline deadline) throws SystemException {
        ImsParts ims = parts.get();
        ImsSettings.Commands commands = ims.settings().commands();
        long begun = System.nanoTime();
        if (!commands.checkpoint().text().isBlank()) {
            Map<Member, Said> said = ims.operator()
                    .each(
                            ims.settings().members(),
                            commands.checkpoint()::of,
                            member -> commands.checkpointed().pattern(member, 0),
                            Calls.by(deadline));
            for (Map.Entry<Member, Said> member : said.entrySet()) {
                if (!(member.getValue() instanceof Said.Answer)) {
                    throw ImsFault.MEMBER.error(
                            "no checkpoint of " + member.getKey() + ": "
                                    + member.getValue().words(),
                            "look at 'checkpoint.command' and 'checkpoint.reply'");
                }
            }
        }
        return new Settled(Duration.ofNanos(System.nanoTime() - begun), Duration.ZERO, 0);
    }

    @Override
    public SuspendToken arm(long epoch, Duration limit, Deadline deadline) throws SystemException {
        return holds.arm(epoch, limit, deadline);
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
    public void stop(Deadline deadline) throws SystemException {
        parts.get().lifecycle().stop(deadline);
    }

    /** The volumes are back as they were: what is left to do is done by the emergency restart. */
    @Override
    public void recover(RecoveryPlan plan, Deadline deadline) throws SystemException {
        parts.get().lifecycle().requireDown(deadline);
    }

    @Override
    public Started start(Deadline deadline) throws SystemException {
        ImsParts ims = parts.get();
        List<LogPoint> points = ims.lifecycle().start(deadline);
        return new Started(Positions.position(points, ims.discovery().epoch(deadline)), 0);
    }

    @Override
    public Registered register(BackupFacts backup, Deadline deadline) throws SystemException {
        return parts.get().register().register(backup, deadline);
    }

    @Override
    public int deregister(BackupFacts backup, Deadline deadline) throws SystemException {
        return parts.get().register().deregister(backup, deadline);
    }

    private static ImsParts parts(ImsConfig config, ConnectionConfig connection, Map<String, Object> given) {
        try {
            return ImsParts.of(SettingsReader.read(config, connection, given));
        } catch (SystemException e) {
            throw new IllegalArgumentException(
                    e.code() + " system '" + given.get("system.name") + "': " + e.getMessage() + "\nHINT: " + e.hint());
        }
    }

    /** Outside the framework, in tests, there is no bundle to have a version. */
    private static String version() {
        var bundle = FrameworkUtil.getBundle(ImsSystem.class);
        return bundle == null ? "0.0.0" : bundle.getVersion().toString();
    }
}
