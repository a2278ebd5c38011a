package org.copyblade.itests.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.copyblade.demo.fixture.Ledger;
import org.copyblade.demo.fixture.LedgerLoad;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.LedgerVerdict;
import org.copyblade.demo.fixture.PostgresBinaries;
import org.copyblade.demo.fixture.PostgresOptions;
import org.copyblade.demo.fixture.PostgresServer;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server with a ledger, on a filesystem of its own: what the tests protect. Closing takes all of it away
 * again. Not for several threads.
 */
final class Shop implements AutoCloseable {

    private static final long MEGABYTES = 1024;
    private static final int ACCOUNTS = 100;
    private static final int WRITERS = 2;
    private static final int COMMITS_PER_SECOND = 200;

    private final Deque<AutoCloseable> closings = new ArrayDeque<>();
    private final ScratchFilesystem filesystem;
    private PostgresServer server;
    private LedgerLoad load;

    private Shop(ScratchFilesystem filesystem) {
        this.filesystem = filesystem;
        closings.push(filesystem);
    }

    /** Skips the test, with the reason, on a machine that cannot have such a shop. */
    static void assumePossible(ScratchFilesystem.Kind kind) {
        ScratchFilesystem.unsupportedReason(kind)
                .ifPresent(reason -> Assumptions.abort("no scratch " + kind + " here: " + reason));
        PostgresBinaries.unsupportedReason().ifPresent(Assumptions::abort);
    }

    /** A running shop without load, all of it in one directory. */
    static Shop on(ScratchFilesystem.Kind kind) throws Exception {
        return on(kind, false);
    }

    /** A running shop on a filesystem that can lose its power. */
    static Shop forPowerCuts(ScratchFilesystem.Kind kind) throws Exception {
        assumePossible(kind);
        return opened(ScratchFilesystem.createForPowerCuts(kind, 1024), false);
    }

    /** A running shop whose log and one tablespace lie in directories of their own. */
    static Shop spreadOver(ScratchFilesystem.Kind kind) throws Exception {
        return on(kind, true);
    }

    /** A running shop in one directory of a filesystem with room for much else. */
    static Shop on(ScratchFilesystem.Kind kind, long megabytes) throws Exception {
        return on(kind, false, megabytes);
    }

    private static Shop on(ScratchFilesystem.Kind kind, boolean spread) throws Exception {
        return on(kind, spread, MEGABYTES);
    }

    private static Shop on(ScratchFilesystem.Kind kind, boolean spread, long megabytes) throws Exception {
        assumePossible(kind);
        return opened(ScratchFilesystem.create(kind, megabytes), spread);
    }

    private static Shop opened(ScratchFilesystem filesystem, boolean spread) throws IOException, SQLException {
        Shop shop = new Shop(filesystem);
        try {
            shop.open(spread);
            return shop;
        } catch (IOException | SQLException e) {
            shop.close();
            throw e;
        }
    }

    private void open(boolean spread) throws IOException, SQLException {
        PostgresOptions options = PostgresServer.with(PostgresBinaries.forThisMachine())
                .copied()
                .dataDirectory(filesystem.subvolume("data"));
        if (spread) {
            options = options.walDirectory(filesystem.subvolume("wal"));
        }
        server = options.create();
        closings.push(server);
        server.start();
        try (Connection connection = server.connect()) {
            Ledger.create(connection, ACCOUNTS);
        }
        if (spread) {
            server.createTablespace("elsewhere", filesystem.subvolume("elsewhere"));
            server.execute("ALTER TABLE ledger SET TABLESPACE elsewhere");
        }
    }

    PostgresServer server() {
        return server;
    }

    /** Has the server read a part of its configuration from another filesystem, as distributions of Linux do. */
    Path configureFrom(Path directory) throws IOException, SQLException {
        Path file = Files.writeString(directory.resolve("shop.conf"), "work_mem = '8MB'\n");
        Files.writeString(server.dataDirectory().resolve("postgresql.auto.conf"), "include = '" + file + "'\n");
        server.execute("SELECT pg_reload_conf()");
        return file;
    }

    ScratchFilesystem filesystem() {
        return filesystem;
    }

    /** The configuration of this server as a protected system. */
    Map<String, String> systemConfiguration(String name) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("system.name", name);
        values.put("host", "127.0.0.1");
        values.put("port", Integer.toString(server.port()));
        values.put("data.directory", server.dataDirectory().toString());
        values.put("bin.directory", server.binaries().home().resolve("bin").toString());
        values.put("server.log", server.socketDirectory().resolve("restart.log").toString());
        return values;
    }

    /** The directory for copies; named in the profile, so that copies of others on this machine are none of ours. */
    Path pool() {
        return filesystem.root().resolve(".copyblade");
    }

    /** Names of all that lies in the pool, in whatever state. */
    List<String> copiesInPool() throws IOException {
        try (Stream<Path> copies = Files.list(pool())) {
            return copies.map(copy -> copy.getFileName().toString()).toList();
        }
    }

    /** Starts new writers and waits until they write; those from before end. */
    LedgerLoad startLoad() throws IOException, SQLException {
        if (load != null) {
            load.stop();
        }
        load = LedgerLoad.start(server::connect, WRITERS, COMMITS_PER_SECOND);
        closings.push(load);
        load.awaitCommits(50);
        return load;
    }

    /** Stops the writers; answers every commit that was acknowledged, which now is every commit there is. */
    LedgerMark stopLoad() {
        load.stop();
        return load.acknowledged();
    }

    LedgerLoad load() {
        return load;
    }

    /** Looks for anything missing, torn or too much. */
    LedgerVerdict check(LedgerMark atLeast, LedgerMark atMost) throws SQLException {
        try (Connection connection = server.connect()) {
            return Ledger.check(connection, atLeast, atMost);
        }
    }

    /** Whether any process of the server is stopped where it is. */
    boolean isSuspended() throws IOException {
        for (long pid : ServerProcesses.of(server)) {
            if (ServerProcesses.stateOf(pid) == 'T') {
                return true;
            }
        }
        return false;
    }

    /** Leaves the place as a bad day would. */
    void destroy() throws IOException {
        server.crash();
        Files.delete(server.dataDirectory().resolve("global/pg_control"));
    }

    /** Removes the data directory, whether or not the server runs. */
    void remove() throws IOException, InterruptedException {
        Process removal = new ProcessBuilder("rm", "-rf", server.dataDirectory().toString())
                .inheritIO()
                .start();
        if (removal.waitFor() != 0) {
            throw new IOException("cannot remove " + server.dataDirectory());
        }
    }

    @Override
    public void close() throws IOException {
        while (!closings.isEmpty()) {
            try {
                closings.pop().close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
