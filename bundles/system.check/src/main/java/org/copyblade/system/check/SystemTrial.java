package org.copyblade.system.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.system.spi.BackupMode;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.Barrable;
import org.copyblade.system.spi.CopyChecker;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Deregistrar;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.Registrar;
import org.copyblade.system.spi.Restorable;
import org.copyblade.system.spi.Restorable.Started;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspendable;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;

/** One try of one rule: remembers what it has armed, entered and stopped, and undoes it. One thread. */
final class SystemTrial {

    static final Duration HOLD_LIMIT = Duration.ofSeconds(5);

    private static final Duration CALL_LIMIT = Duration.ofMinutes(5);

    private final SystemFixture fixture;
    private final List<SuspendToken> armed = new ArrayList<>();
    private final List<BackupModeToken> entered = new ArrayList<>();
    private final List<SystemLayout> barred = new ArrayList<>();
    private boolean stopped;

    SystemTrial(SystemFixture fixture) {
        this.fixture = fixture;
    }

    SystemFixture fixture() {
        return fixture;
    }

    ProtectedSystem system() {
        return fixture.system();
    }

    Deadline deadline() {
        return Deadline.within(CALL_LIMIT);
    }

    Suspendable suspendable() {
        return ability(Suspendable.class, "the system cannot be suspended");
    }

    BackupMode backupMode() {
        return ability(BackupMode.class, "the system has no backup mode");
    }

    Restorable restorable() {
        return ability(Restorable.class, "the system cannot be restored");
    }

    Barrable barrable() {
        return ability(Barrable.class, "the system cannot be barred");
    }

    CopyChecker checker() {
        return ability(CopyChecker.class, "the system cannot look into copies");
    }

    Registrar registrar() {
        return ability(Registrar.class, "the system has no recovery control that could be told of backups");
    }

    Deregistrar deregistrar() {
        return ability(Deregistrar.class, "the system cannot take back what its recovery control was told");
    }

    SystemCopies copies() {
        return fixture.copies().orElseThrow(() -> new NotApplicable("this fixture makes no copies"));
    }

    void strike(SystemFaultSource.Kind kind) {
        boolean struck = fixture.faults().map(faults -> faults.strike(kind)).orElse(false);
        if (!struck) {
            throw new NotApplicable("this system cannot be told to fail: " + kind);
        }
    }

    SuspendToken arm(Duration limit) throws SystemException {
        SuspendToken token = suspendable().arm(fixture.nextEpoch(), limit, deadline());
        armed.add(token);
        return token;
    }

    BackupModeToken begin() throws SystemException {
        BackupModeToken token = backupMode().begin("copyblade-check", deadline());
        entered.add(token);
        return token;
    }

    void bar(SystemLayout layout) throws SystemException {
        Barrable barrable = barrable();
        barred.add(layout);
        barrable.bar(layout, deadline());
    }

    void stop() throws SystemException {
        Restorable restorable = restorable();
        stopped = true;
        restorable.stop(deadline());
    }

    Started start() throws SystemException {
        Started started = restorable().start(deadline());
        stopped = false;
        return started;
    }

    private <A> A ability(Class<A> type, String otherwise) {
        ProtectedSystem system = system();
        if (!type.isInstance(system)) {
            throw new NotApplicable(otherwise);
        }
        return type.cast(system);
    }

    static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new Violation(otherwise);
        }
    }

    static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }

    /** Resumes, leaves backup mode, takes bars back, starts; answers what could not be done. */
    String cleanUp() {
        List<String> failures = new ArrayList<>();
        armed.forEach(token -> undo(failures, () -> {
            suspendable().resume(token);
            suspendable().disarm(token);
        }));
        entered.forEach(token -> undo(failures, () -> backupMode().release(token, deadline())));
        barred.forEach(layout -> undo(failures, () -> barrable().unbar(layout, deadline())));
        if (stopped) {
            undo(failures, this::start);
        }
        return String.join("; ", failures);
    }

    private interface Undo {
        void run() throws SystemException;
    }

    private static void undo(List<String> failures, Undo undo) {
        try {
            undo.run();
        } catch (SystemException | RuntimeException e) {
            // The rule's own verdict comes first; this one is added to it.
            failures.add(String.valueOf(e.getMessage()));
        }
    }
}
