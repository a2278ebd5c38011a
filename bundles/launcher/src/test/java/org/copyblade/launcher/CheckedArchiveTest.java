package org.copyblade.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedArchiveTest {

    @TempDir
    private Path directory;

    private Path archive;

    @BeforeEach
    void writeArchive() throws Exception {
        archive = Files.write(directory.resolve("classes-1.jsa"), new byte[8192]);
    }

    @Test
    void oneThatIsMappedIsNotedWithThisBoot() throws Exception {
        try (FileChannel channel = FileChannel.open(archive)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            CheckedArchive.noteIfMapped(archive);
            assertThat(mapped.get(0)).isZero();
        }
        assertThat(directory.resolve("classes-1.jsa.checked"))
                .hasSameTextualContentAs(Path.of("/proc/sys/kernel/random/boot_id"));
    }

    @Test
    void oneThatJavaHasRefusedIsNotNoted() {
        CheckedArchive.noteIfMapped(archive);
        assertThat(CheckedArchive.note(archive)).doesNotExist();
    }
}
