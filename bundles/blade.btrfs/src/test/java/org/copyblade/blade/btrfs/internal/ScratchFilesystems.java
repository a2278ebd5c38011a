package org.copyblade.blade.btrfs.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.copyblade.demo.fixture.ScratchFilesystem;

/** Whether this machine can make the filesystems that tests need. */
final class ScratchFilesystems {

    private ScratchFilesystems() {}

    /** Skips the test, with the reason, where it cannot. */
    static void assume(ScratchFilesystem.Kind kind) {
        Optional<String> reason = ScratchFilesystem.unsupportedReason(kind);
        assumeTrue(reason.isEmpty(), () -> "skipped: " + reason.orElse(""));
    }
}
