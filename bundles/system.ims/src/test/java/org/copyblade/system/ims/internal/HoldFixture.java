package org.copyblade.system.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An IMS that is held for a window, by this instance or by others. */
@Timeout(120)
abstract class HoldFixture {

    static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    ScriptedPlex plex;
    RemoteGuards guards;
    ImsSystem system;

    @BeforeEach
    void start() throws Exception {
        plex = ScriptedPlex.start(directory);
        guards = new RemoteGuards();
        system = new ImsSystem(plex.parts(), guards);
    }

    @AfterEach
    void stop() {
        plex.down(false);
        system.close();
        guards.close();
        plex.close();
    }

    static Deadline deadline() {
        return Deadline.within(Duration.ofMinutes(1));
    }

    /** One that gives up soon. */
    static ImsSystem configured(ImsSettings settings) throws SystemException {
        return new ImsSystem(ImsParts.of(settings), new RemoteGuards(), Duration.ofSeconds(2));
    }

    SuspendToken arm(Duration limit) throws SystemException {
        return system.arm(PlexFixture.epoch(), limit, deadline());
    }

    void awaitGoingOn() {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (plex.isHeld() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(plex.isHeld()).as("a member is held").isFalse();
    }

    static void assertCode(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SystemException.class, e -> {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
            assertThat(e.hint()).isNotBlank();
        });
    }

    /** As after a crash of everything that could have let it go on. */
    static void killGuards() throws Exception {
        for (ProcessHandle guard : ProcessHandle.current().children().toList()) {
            guard.destroyForcibly();
            guard.onExit().get();
        }
    }

    /** The same configuration, by which somebody says that this hold has ended. */
    static ImsSettings ended(ImsSettings settings, long epoch) {
        ImsSettings.Hook hook = settings.hook();
        return new ImsSettings(
                settings.name(),
                settings.members(),
                settings.access(),
                settings.console(),
                new ImsSettings.Hook(hook.way(), hook.timeout(), hook.proofTimeout(), hook.batch(), Set.of(epoch)),
                settings.commands(),
                settings.batch(),
                settings.scope());
    }

    static ImsSettings with(ImsSettings settings, ImsSettings.Way way) {
        return new ImsSettings(
                settings.name(),
                settings.members(),
                settings.access(),
                settings.console(),
                new ImsSettings.Hook(
                        way, settings.hook().timeout(), settings.hook().proofTimeout(), false, Set.of()),
                settings.commands(),
                settings.batch(),
                settings.scope());
    }

    ImsSettings resumedBy(String command) {
        ImsSettings.ByCommand way =
                (ImsSettings.ByCommand) plex.settings().hook().way();
        return with(
                plex.settings(),
                new ImsSettings.ByCommand(
                        way.suspend(), way.suspended(), new Template(command), way.resumed(), way.idle()));
    }

    static ImsSettings.ByJob jobs() {
        return new ImsSettings.ByJob(
                true,
                new Template("//S EXEC PGM=HOLD,PARM='{member}'\n//A DD *"),
                new Template("//S EXEC PGM=GOON,PARM='{member}|%'\n//A DD *"),
                4,
                "BANK.FENCE",
                "SYSALLDA",
                "'suspend.job' and 'resume.job'");
    }
}
