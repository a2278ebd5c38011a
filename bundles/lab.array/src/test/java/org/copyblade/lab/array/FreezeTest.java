package org.copyblade.lab.array;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreezeTest {
    private static final Set<CopyOption> FROZEN = EnumSet.of(CopyOption.PERSISTENT, CopyOption.FREEZE);

    @TempDir
    private Path home;

    private SmallLab lab;

    @BeforeEach
    void open() throws Exception {
        lab = SmallLab.open(home, "");
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void writeToAFrozenVolume_waitsForItsSubsystem() throws Exception {
        establish("1000", "1001");
        CompletableFuture<Void> write = writing("1000");
        lab.system().thaw(List.of("11"));
        Thread.sleep(100);
        assertThat(write).isNotDone();
        lab.host("1001").write(0, new byte[] {5}); // the target is not frozen
        assertThat(lab.host("1000").read(0)[0]).as("reads go on").isZero();
        lab.system().thaw(List.of("10"));
        write.get(60, TimeUnit.SECONDS);
        assertThat(lab.system().subsystem("10").orElseThrow().expirations()).isZero();
        assertThat(lab.host("1001").read(1)[0]).isZero();
    }

    @Test
    void timer_letsWritesGoAndIsRemembered() throws Exception {
        establish("1000", "1001");
        lab.system().shortenFreezes(Duration.ofMillis(50));
        writing("1000").get(60, TimeUnit.SECONDS);
        assertThat(lab.system().subsystem("10").orElseThrow().expirations()).isEqualTo(1);
        assertThat(lab.array().log().entries())
                .extracting(LoggedOperation::operation)
                .containsExactly("freeze-expired");
        lab.reopen();
        assertThat(lab.system().subsystem("10").orElseThrow().expirations()).isEqualTo(1);
    }

    @Test
    void thawAfterTheTimer_isAnExpiryAllTheSame() throws Exception {
        establish("1000", "1001");
        lab.system().shortenFreezes(Duration.ZERO);
        lab.system().thaw(List.of("10"));
        assertThat(lab.system().subsystem("10").orElseThrow().expirations()).isEqualTo(1);
    }

    @Test
    void freeze_survivesARestart() throws Exception {
        establish("1000", "1001");
        lab.reopen();
        assertThat(lab.system().subsystem("10").orElseThrow().frozen()).containsExactly("1000");
        CompletableFuture<Void> write = writing("1000");
        Thread.sleep(50);
        assertThat(write).isNotDone();
        lab.system().thaw(List.of("10"));
        write.get(60, TimeUnit.SECONDS);
        lab.reopen();
        assertThat(lab.system().subsystem("10").orElseThrow().frozen()).isEmpty();
    }

    @Test
    void closing_failsWritesThatWait() throws Exception {
        establish("1000", "1001");
        CompletableFuture<Void> write = writing("1000");
        Thread.sleep(20);
        lab.close();
        assertThat(write)
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableThat()
                .withMessageContaining("is closing");
        lab = SmallLab.open(home, "");
    }

    private void establish(String source, String target) throws ArrayException {
        assertThat(lab.system().establish(List.of(PairRequest.ofVolumes(source, target)), FROZEN))
                .allMatch(PairResult::established);
    }

    private CompletableFuture<Void> writing(String volume) throws ArrayException {
        HostVolume host = lab.host(volume);
        return CompletableFuture.runAsync(() -> {
            try {
                host.write(1, new byte[] {1});
            } catch (ArrayException | InterruptedException failed) {
                throw new IllegalStateException(failed.getMessage());
            }
        });
    }
}
