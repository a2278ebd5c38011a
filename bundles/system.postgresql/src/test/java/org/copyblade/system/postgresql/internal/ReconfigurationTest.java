package org.copyblade.system.postgresql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconfigurationTest {

    private TestServer test;
    private PostgresSystem system;
    private Map<String, Object> given;

    @BeforeEach
    void start() throws Exception {
        test = TestServer.start();
        given = new HashMap<>(Map.of("system.name", "orders", "host", "127.0.0.1", "port", test.server.port()));
        system = new PostgresSystem(GivenConfig.of(given), given, test.guards);
    }

    @AfterEach
    void stop() throws Exception {
        if (test != null) {
            system.close();
            test.close();
        }
    }

    @Test
    void whatIsUnderWayOutlivesAnEdit() throws Exception {
        BackupModeToken backup = system.begin("edit", TestServer.soon());
        SuspendToken hold = system.arm(System.currentTimeMillis(), Duration.ofSeconds(20), TestServer.soon());
        system.suspend(hold, TestServer.soon());

        given.put("host", test.server.socketDirectory().toString());
        system.modified(GivenConfig.of(given), given);

        assertThat(system.resume(hold).verdict()).isEqualTo(Verdict.IN_FORCE);
        system.disarm(hold);
        assertThat(system.held(backup)).isTrue();
        assertThat(system.end(backup, TestServer.soon()).stop().reaches(backup.start()))
                .isTrue();
        system.release(backup, TestServer.soon());
    }

    @Test
    void aBadEditLeavesTheLastGoodConfigurationInForce() throws Exception {
        given.put("port", "many");

        assertThatThrownBy(() -> system.modified(GivenConfig.of(given), given))
                .hasMessageStartingWith(
                        "PG-CONFIG system 'orders': key 'port' has the value 'many', which cannot be used\nHINT: ");
        assertThat(system.discover(TestServer.soon()).running()).isTrue();
        assertThat(system.refusedEdit()).hasValueSatisfying(said -> assertThat(said)
                .contains("PG-CONFIG system 'orders': key 'port' has the value 'many', which cannot be used\nHINT: "));

        given.put("port", test.server.port());
        system.modified(GivenConfig.of(given), given);
        assertThat(system.refusedEdit()).isEmpty();
    }
}
