package org.copyblade.system.postgresql.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.demo.fixture.ScratchDirectory;
import org.copyblade.system.check.SystemCopies;
import org.copyblade.system.check.SystemFaultSource;
import org.copyblade.system.check.SystemFixture;
import org.copyblade.system.postgresql.internal.host.HostCommand;
import org.copyblade.system.postgresql.internal.host.HostProcess;
import org.copyblade.system.spi.CopyChecker.ExposedDataSet;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;

/** A real server under the contract, for one rule; it goes on to run for the next. */
final class ServerFixture implements SystemFixture, SystemCopies {

    /** Leases outlive a test; numbers must grow over all runs on this machine. */
    private static final AtomicLong EPOCHS = new AtomicLong(System.currentTimeMillis() * 1000);

    private final TestServer test;
    private final PostgresSystem system;
    private final ScratchDirectory place;
    private final TreeCopies copies;
    private Optional<Connection> connection = Optional.empty();

    ServerFixture(TestServer test) throws Exception {
        this.test = test;
        this.system = test.knowingItsDirectory();
        this.place = ScratchDirectory.quick("contract");
        this.copies = new TreeCopies(place.path().resolve("copies"));
        test.server.execute("create table if not exists written (at timestamptz default now())");
    }

    /** The same one all the time: a session in backup mode is held by the instance that has begun it. */
    @Override
    public ProtectedSystem system() {
        return system;
    }

    /** A server that was stopped since has ended the connection, and is there again when somebody commits. */
    @Override
    public void commit() {
        try {
            if (connection.isEmpty() || !connection.get().isValid(0)) {
                connection = Optional.of(test.server.connect());
            }
            try (Statement statement = connection.get().createStatement()) {
                statement.execute("insert into written default values");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long nextEpoch() {
        return EPOCHS.incrementAndGet();
    }

    @Override
    public Optional<SystemCopies> copies() {
        return Optional.of(this);
    }

    @Override
    public Optional<SystemFaultSource> faults() {
        return Optional.of(kind -> switch (kind) {
            case SUSPEND_FAILS -> false;
            case STRANGER_CONTINUES -> {
                for (HostProcess process : HostProcess.workingIn(test.server.dataDirectory(), "postgres")) {
                    signal(process);
                }
                yield true;
            }
            case SESSION_LOST -> {
                execute("select pg_terminate_backend(active_pid) from pg_replication_slots");
                yield true;
            }
        });
    }

    private static void signal(HostProcess process) {
        try {
            HostCommand.signal("CONT", process.pid(), TestServer.soon());
        } catch (SystemException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try {
            test.server.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<ExposedDataSet> copy(SystemLayout layout) {
        try {
            copies.take(layout);
            return copies.exposed(layout);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void putBack(SystemLayout layout, List<ExposedDataSet> exposed) {
        try {
            copies.putBack(layout);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        system.close();
        try {
            if (connection.isPresent()) {
                connection.get().close();
            }
            TreeCopies.delete(place.path());
        } catch (SQLException | SystemException e) {
            throw new IllegalStateException(e);
        }
    }
}
