package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two managers, one of which was stopped for a while, must not speak for each other's hold. */
class RemoteLeaseTest {

    @TempDir
    private Path directory;

    private RemoteLease lease;
    private RemoteLease other;

    @BeforeEach
    void map() throws Exception {
        Path file = Files.createFile(directory.resolve("lease"));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            lease = RemoteLease.map(channel);
        }
        other = RemoteLease.map(file);
        assertThat(other.open()).isZero();
    }

    @Test
    void holdThatIsOpenIsNotOverwrittenByAnEarlierOne() {
        lease.renew(6);
        assertThat(lease.opened(6)).isTrue();

        assertThat(other.opened(5)).isFalse();
        other.closed(5);

        assertThat(lease.open()).isEqualTo(6);
        assertThat(other.opened(6)).as("the other guard's word is the same").isTrue();
        other.closed(6);
        assertThat(lease.open()).isZero();
    }

    @Test
    void whoWasFencedForNothingIsInForceAgain() {
        lease.renew(5);
        other.fence();
        assertThat(lease.epoch()).isZero();

        other.unfence(5);

        assertThat(lease.epoch()).isEqualTo(5);
    }

    /** Wherever whoever takes over fails, what may be held stays known. */
    @Test
    void whatIsOpenStaysSoWhateverIsPutInForce() {
        lease.renew(5);
        assertThat(lease.opened(5)).isTrue();
        assertThat(other.fence()).isEqualTo(5);
        assertThat(other.renew(6)).isTrue();
        assertThat(other.renew(7)).as("over another").isFalse();

        assertThat(lease.open()).isEqualTo(5);
        assertThat(lease.epoch()).isEqualTo(6);
    }
}
