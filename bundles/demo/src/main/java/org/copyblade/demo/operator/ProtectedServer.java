package org.copyblade.demo.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.fixture.CommitProbe;
import org.copyblade.demo.fixture.Ledger;
import org.copyblade.demo.fixture.LedgerLoad;
import org.copyblade.demo.fixture.PostgresBinaries;
import org.copyblade.demo.fixture.PostgresOptions;
import org.copyblade.demo.fixture.PostgresServer;
import org.copyblade.demo.fixture.ScratchDirectory;
import org.copyblade.demo.fixture.ScratchFilesystem;

/**
 * A PostgreSQL server with a ledger, on a filesystem of its own, configured as a protected system with one profile of the
 * same name. Closing takes all of it away again. Not for several threads.
 */
public final class ProtectedServer implements AutoCloseable {

    private static final int ACCOUNTS = 1000;
    private static final String SYSTEM_PID = "org.copyblade.system.postgresql";
    private static final String PROFILE_PID = "org.copyblade.profile";

    private final Place place;
    private final Deque<Closing> closings = new ArrayDeque<>();
    private final Map<String, String> ownOptions = new HashMap<>();
    private Optional<ScratchFilesystem> filesystem = Optional.empty();
    private PostgresServer server;
    private LedgerLoad load;
    private CommitProbe probe;

    private interface Closing {
        void run() throws IOException;
    }

    private ProtectedServer(Place place) {
        this.place = place;
    }

    /**
     * Makes all of it and returns once the manager accepts the profile. No load runs yet.
     *
     * @param megabytes how much data the database holds
     * @param settings lines of postgresql.conf
     */
    public static ProtectedServer create(Place place, int megabytes, Map<String, String> settings, Operator operator)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        ProtectedServer created = new ProtectedServer(place);
        try {
            created.startServer(created.makeDirectory(4L * megabytes + 1024), megabytes, settings);
            created.configure(operator);
            return created;
        } catch (IOException | SQLException | CopybladeException | InterruptedException | RuntimeException e) {
            created.close();
            throw e;
        }
    }

    private Path makeDirectory(long megabytes) throws IOException {
        if (place.filesystem().isEmpty()) {
            // The copies lie beside the data directory; the server deletes only its own.
            ScratchDirectory directory = ScratchDirectory.create(place.name());
            closings.push(directory::close);
            // Left to itself, a blade keeps copies at the root of the filesystem, where only root may write.
            ownOptions.put(
                    "target.pool",
                    Files.createDirectory(directory.path().resolve("copies")).toString());
            return directory.path().resolve("data");
        }
        ScratchFilesystem made = ScratchFilesystem.create(place.filesystem().get(), megabytes);
        closings.push(made::close);
        filesystem = Optional.of(made);
        return made.subvolume("data");
    }

    private void startServer(Path data, int megabytes, Map<String, String> settings) throws IOException, SQLException {
        PostgresOptions options =
                PostgresServer.with(PostgresBinaries.forThisMachine()).dataDirectory(data);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            options = options.setting(setting.getKey(), setting.getValue());
        }
        server = options.create();
        closings.push(server::close);
        server.start();
        try (Connection connection = server.connect()) {
            Ledger.create(connection, ACCOUNTS);
            Ledger.pad(connection, megabytes);
        }
        server.execute("CHECKPOINT");
    }

    private void configure(Operator operator) throws IOException, CopybladeException, InterruptedException {
        List<Path> files = new ArrayList<>();
        closings.push(() -> {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        });
        files.add(operator.configure(
                SYSTEM_PID,
                place.name(),
                Map.of(
                        "system.name", place.name(),
                        "host", "127.0.0.1",
                        "port", Integer.toString(server.port()),
                        "data.directory", server.dataDirectory().toString(),
                        "bin.directory", server.binaries().home().resolve("bin").toString(),
                        "server.log", restartLog().toString())));
        Map<String, String> profile = new HashMap<>(ownOptions);
        profile.putAll(place.options());
        profile.put("system", place.name());
        profile.put("blade", place.blade());
        files.add(operator.configure(PROFILE_PID, place.name(), profile));
        operator.awaitProfile(place.name());
    }

    /** Where a server that the manager started writes its log. */
    public Path restartLog() {
        return server.socketDirectory().resolve("restart.log");
    }

    public Place place() {
        return place;
    }

    /** The name of the system and of the profile. */
    public String name() {
        return place.name();
    }

    public PostgresServer server() {
        return server;
    }

    /** Bytes of the whole cluster. */
    public long dataBytes() throws SQLException {
        return Long.parseLong(server.query("SELECT sum(pg_database_size(oid)) FROM pg_database"));
    }

    /** Makes a tablespace in a subvolume of its own on the scratch filesystem. */
    public void addTablespace(String tablespace) throws IOException, SQLException {
        server.createTablespace(tablespace, filesystem.orElseThrow().subvolume(tablespace));
    }

    /** Starts a new load and probe; those from before must have been stopped. */
    public void startLoad(int writers, int commitsPerSecond) throws SQLException {
        load = LedgerLoad.start(server::connect, writers, commitsPerSecond);
        closings.push(load::stop);
        probe = CommitProbe.start(server::connect);
        closings.push(probe::close);
    }

    /** Stops load and probe; what they have seen stays readable. */
    public void stopLoad() {
        load.stop();
        probe.close();
    }

    /** The load started last. */
    public LedgerLoad load() {
        return load;
    }

    /** The probe started last. */
    public CommitProbe probe() {
        return probe;
    }

    /**
     * Everything in the reverse order of its making; the first failure is reported after all was tried. Done in a thread of
     * its own, as an interrupt must not keep the programs from running that unmount and delete.
     */
    @Override
    public void close() throws IOException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            closeAll();
            return null;
        });
        new Thread(task, "close-" + place.name()).start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeAll() throws IOException {
        IOException first = null;
        while (!closings.isEmpty()) {
            try {
                closings.pop().run();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
