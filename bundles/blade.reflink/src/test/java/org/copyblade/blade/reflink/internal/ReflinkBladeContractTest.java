package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** The contract of blades, kept by the reflink blade on XFS, on btrfs, and where it has to copy through the host. */
class ReflinkBladeContractTest {

    @Nested
    class OnXfs extends OnOneFilesystem {
        OnXfs() {
            super(ScratchFilesystem.Kind.XFS, ScratchFilesystem.Kind.XFS);
        }
    }

    @Nested
    class OnBtrfs extends OnOneFilesystem {
        OnBtrfs() {
            super(ScratchFilesystem.Kind.BTRFS, ScratchFilesystem.Kind.BTRFS);
        }
    }

    @Nested
    class FromXfsToBtrfs extends OnOneFilesystem {
        FromXfsToBtrfs() {
            super(ScratchFilesystem.Kind.XFS, ScratchFilesystem.Kind.BTRFS);
        }
    }

    /** Sources on one filesystem, the pool on the same or on another one. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnOneFilesystem extends CopyBladeContract {
        private final ScratchFilesystem.Kind sourceKind;
        private final ScratchFilesystem.Kind poolKind;
        private ScratchFilesystem sources;
        private ScratchFilesystem pool;
        private final List<Path> directories = new ArrayList<>();

        OnOneFilesystem(ScratchFilesystem.Kind sourceKind, ScratchFilesystem.Kind poolKind) {
            this.sourceKind = sourceKind;
            this.poolKind = poolKind;
        }

        @BeforeAll
        void mount() throws IOException {
            ScratchFilesystems.assume(sourceKind);
            ScratchFilesystems.assume(poolKind);
            sources = ScratchFilesystem.create(sourceKind, 600);
            pool = sourceKind == poolKind ? sources : ScratchFilesystem.create(poolKind, 600);
            for (String name : List.of("one", "two", "three")) {
                directories.add(Files.createDirectory(sources.root().resolve(name)));
            }
        }

        @AfterAll
        void unmount() throws IOException {
            if (pool != null && pool != sources) {
                pool.close();
            }
            if (sources != null) {
                sources.close();
            }
        }

        @Override
        protected BladeFixture open() {
            CopyPolicy policy = CopyPolicy.builder()
                    .targetPool(pool.root().resolve("pool").toString())
                    .build();
            return new ScratchDirectories(ReflinkBlade::new, policy, directories);
        }
    }
}
