package org.copyblade.bench.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.copyblade.demo.fixture.Ledger;
import org.copyblade.demo.fixture.LedgerLoad;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.PostgresBinaries;
import org.copyblade.demo.fixture.PostgresServer;
import org.copyblade.demo.fixture.PostgresServer.Shutdown;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeersTest {

    private PostgresServer server;

    @BeforeEach
    void needBinaries() {
        PostgresBinaries.unsupportedReason().ifPresent(reason -> assumeTrue(false, "skipped: " + reason));
    }

    @AfterEach
    void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private void startServer(Path data) throws Exception {
        server = PostgresServer.with(PostgresBinaries.forThisMachine())
                .dataDirectory(data)
                .setting("archive_mode", "on")
                .setting("archive_command", "true")
                .create();
        server.start();
        try (Connection connection = server.connect()) {
            Ledger.create(connection, 100);
        }
    }

    private static Path need(String name, Optional<Path> program) {
        assumeTrue(program.isPresent(), "skipped: " + name + " is not installed");
        return program.orElseThrow();
    }

    @Test
    void pgBaseBackup_takesABackup() throws Exception {
        Path program = need("pg_basebackup of PostgreSQL 15", Programs.ofPostgres(15, "pg_basebackup"));
        startServer(null);
        try (Peer peer = new PgBaseBackup(program, server)) {
            assertThat(peer.backUp()).isPositive();
        }
    }

    @Test
    void pgBackRest_backsUpAndRestoresTheWholeLedger() throws Exception {
        Path program = need("pgbackrest", Programs.find("pgbackrest"));
        startServer(null);
        try (PgBackRest peer = PgBackRest.on(program, server)) {
            LedgerMark reached;
            try (LedgerLoad load = LedgerLoad.start(server::connect, 1, 0)) {
                load.awaitCommits(100);
                load.stop();
                reached = load.acknowledged();
            }
            assertThat(peer.backUp()).isPositive();
            server.stop(Shutdown.FAST);
            server.emptyDataDirectory();
            assertThat(peer.restoreAndStart()).isPositive();
            try (Connection connection = server.connect()) {
                assertThat(Ledger.check(connection, reached, reached).problems())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void rawBackup_holdsTheServerAndLetsItGo(Kind kind) throws Exception {
        ScratchFilesystem.unsupportedReason(kind).ifPresent(reason -> assumeTrue(false, "skipped: " + reason));
        try (ScratchFilesystem filesystem = ScratchFilesystem.create(kind, 1024)) {
            startServer(filesystem.subvolume("data"));
            for (int i = 0; i < 2; i++) {
                RawBackup raw = RawBackup.take(kind, server);
                assertThat(raw.total()).isGreaterThan(raw.window());
            }
            assertThat(server.query("SELECT 1")).isEqualTo("1");
            server.close();
            server = null;
        }
    }
}
