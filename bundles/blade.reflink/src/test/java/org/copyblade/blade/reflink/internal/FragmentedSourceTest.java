package org.copyblade.blade.reflink.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What makes an establish slow is known beforehand: the number of extents, not that of bytes. */
class FragmentedSourceTest {

    private static final int BLOCK = 4096;

    private ScratchFilesystem filesystem;
    private Path source;

    @BeforeEach
    void mount() throws Exception {
        ScratchFilesystems.assume(ScratchFilesystem.Kind.XFS);
        filesystem = ScratchFilesystem.create(ScratchFilesystem.Kind.XFS, 512);
        source = Files.createDirectory(filesystem.root().resolve("data"));
    }

    @AfterEach
    void unmount() throws Exception {
        if (filesystem != null) {
            filesystem.close();
        }
    }

    private CopyPlan plan(String group) throws Exception {
        return new BladeDriver(group, BladeDriver.member("data", source)).plan();
    }

    /** As many bytes in one extent or in very many. */
    private void write(int blocks, int stride) throws Exception {
        try (FileChannel file = FileChannel.open(
                source.resolve("table"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            // Behind the end nothing is allocated in advance then.
            file.write(ByteBuffer.wrap(new byte[] {1}), (long) blocks * stride * BLOCK);
            for (int i = 0; i < blocks; i++) {
                file.write(ByteBuffer.wrap(new byte[BLOCK]), (long) i * stride * BLOCK);
            }
            file.force(true);
        }
    }

    @Test
    void fileWithManyExtents_isWarnedOf_andLengthensTheEstimate() throws Exception {
        write(Survey.MANY_EXTENTS + 500, 1);
        CopyPlan whole = plan("GWHOLE01");
        assertThat(warnings(whole)).as("the control").isEmpty();

        write(Survey.MANY_EXTENTS + 500, 2);
        CopyPlan fragmented = plan("GFRAG001");
        assertThat(warnings(fragmented)).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo("data");
            assertThat(finding.text()).matches("table has 5[45]\\d\\d extents, which makes establish slow");
        });
        long before = whole.copies().get(0).estimatedMicros().orElseThrow();
        assertThat(fragmented.copies().get(0).estimatedMicros().orElseThrow()).isGreaterThan(before + 30_000);
    }

    private static List<BladeFinding> warnings(CopyPlan plan) {
        return plan.findings().stream()
                .filter(finding -> finding.severity() == BladeFinding.Severity.WARNING)
                .toList();
    }
}
