package org.copyblade.blade.flashcopy.internal;

import java.util.EnumSet;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.array.CopyOption;
import org.copyblade.blade.spi.CopyPolicy;

/** The options of an establish request that a policy asks for. Pure. */
final class PolicyOptions {

    private PolicyOptions() {}

    /** Always persistent: a relation that ends by itself could not be told from one that was never there. */
    static Set<CopyOption> of(CopyPolicy policy) {
        Set<CopyOption> options = EnumSet.of(CopyOption.PERSISTENT);
        if (policy.backgroundCopy() == CopyPolicy.BackgroundCopy.NOCOPY) {
            options.add(CopyOption.NO_BACKGROUND_COPY);
        }
        if (policy.incremental() == CopyPolicy.Incremental.YES) {
            options.add(CopyOption.RECORD_CHANGES);
        }
        if (policy.spaceEfficient()) {
            options.add(CopyOption.PERMIT_SPACE_EFFICIENT_TARGET);
            options.add(CopyOption.FAIL_SPACE_EFFICIENT_TARGET_OUT_OF_SPACE);
        }
        switch (policy.mirroredTarget()) {
            case ALLOW, PRESERVE_PREFERRED -> options.add(CopyOption.ALLOW_PPRC_TARGET_PRIMARY);
            case NO, PRESERVE_REQUIRED -> {
                // Without the option the storage refuses such a target itself.
            }
        }
        return options;
    }
}
