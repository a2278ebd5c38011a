package org.copyblade.system.postgresql.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.copyblade.system.postgresql.internal.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ControlFileTest {

    private static final Path NAME = Path.of("pg_control");
    private static TestServer running;
    private static byte[] bytes;

    @BeforeAll
    static void start() throws Exception {
        running = TestServer.start();
        running.server.execute("checkpoint");
        bytes = Files.readAllBytes(running.server.dataDirectory().resolve(ControlFile.PATH));
    }

    @AfterAll
    static void stop() throws Exception {
        if (running != null) {
            running.close();
        }
    }

    @Test
    void itSaysWhatTheServerSays() throws Exception {
        ControlFile control = ControlFile.of(running.server.dataDirectory());

        assertThat(Long.toUnsignedString(control.systemIdentifier()))
                .isEqualTo(sql("select system_identifier from pg_control_system()"));
        assertThat(control.checkpoint()).hasToString(sql("select checkpoint_lsn from pg_control_checkpoint()"));
        assertThat(control.redo()).hasToString(sql("select redo_lsn from pg_control_checkpoint()"));
        assertThat(control.catalogVersion())
                .isEqualTo(Integer.parseInt(sql("select catalog_version_no from pg_control_system()")));
        assertThat(control.blockBytes()).isEqualTo(8192);
        assertThat(control.segmentBytes()).isEqualTo(16 << 20);
        assertThat(control.state()).isEqualTo(ControlFile.State.IN_PRODUCTION);
        assertThat(control.timeline()).isEqualTo(1);
        assertThat(control.checksums()).isTrue();
        assertThat(control.maxPreparedTransactions()).isZero();
    }

    @Test
    void everyChangedBitIsFound() {
        for (int bit = 0; bit < 292 * 8; bit += 7) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> ControlFile.parse(damaged, NAME)).hasMessageStartingWith("pg_control has ");
        }
    }

    @Test
    void aShortFileIsRefused() {
        assertThatThrownBy(() -> ControlFile.parse(new byte[40], NAME)).hasMessage("pg_control has only 40 bytes");
    }

    @Test
    void anUnknownVersionIsRefused() {
        byte[] future = bytes.clone();
        ByteBuffer.wrap(future).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 2500);

        assertThatThrownBy(() -> ControlFile.parse(future, NAME))
                .hasMessage("pg_control has the control version 2500, known are 1300 to 1800");
    }

    @Test
    void theChecksumOfVersion18StandsBehindOneMoreField() throws Exception {
        byte[] newer = bytes.clone();
        ByteBuffer buffer = ByteBuffer.wrap(newer).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(8, 1800);
        CRC32C crc = new CRC32C();
        crc.update(newer, 0, 292);
        buffer.putInt(292, (int) crc.getValue());

        assertThat(ControlFile.parse(newer, NAME).controlVersion()).isEqualTo(1800);
    }

    private static String sql(String query) throws Exception {
        return running.server.query(query);
    }
}
