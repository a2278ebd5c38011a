package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import org.copyblade.blade.spi.CopyMember;

/**
 * A member so small that its bytes can be moved inside the window, where its blocks cannot be shared: the configuration of a
 * server on the root filesystem, beside its data on another one. Copying all of the data through the host for its sake would
 * leave no window at all.
 */
final class SmallMember {

    /** A few milliseconds, also where nothing of it is in memory. */
    static final long MOST_BYTES = 1 << 20;

    private static final long MOST_FILES = 200;

    private SmallMember() {}

    /** Never a member with a gate: where a system keeps its data, more may come at any time. */
    static boolean is(CopyMember member, Budget budget) throws IOException {
        if (member.gate().isPresent()) {
            return false;
        }
        Survey survey = Survey.of(member, budget);
        return survey.complete()
                && survey.bytes() <= MOST_BYTES
                && survey.files() <= MOST_FILES
                && survey.foreign().isEmpty();
    }
}
