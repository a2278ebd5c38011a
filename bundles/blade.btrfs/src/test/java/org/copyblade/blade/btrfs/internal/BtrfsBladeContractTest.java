package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.check.ScratchDirectories;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.tck.CopyBladeContract;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of blades, kept by the btrfs blade on three subvolumes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BtrfsBladeContractTest extends CopyBladeContract {

    private ScratchFilesystem filesystem;
    private final List<Path> subvolumes = new ArrayList<>();

    @BeforeAll
    void mount() throws IOException {
        ScratchFilesystems.assume(ScratchFilesystem.Kind.BTRFS);
        filesystem = ScratchFilesystem.create(ScratchFilesystem.Kind.BTRFS, 600);
        for (String name : List.of("one", "two", "three")) {
            subvolumes.add(filesystem.subvolume(name));
        }
    }

    @AfterAll
    void unmount() throws IOException {
        if (filesystem != null) {
            filesystem.close();
        }
    }

    @Override
    protected BladeFixture open() {
        return new ScratchDirectories(BtrfsBlade::new, CopyPolicy.builder().build(), subvolumes);
    }
}
