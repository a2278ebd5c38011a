package org.copyblade.lab.zosmf.internal.utility;

import java.util.Set;
import org.copyblade.lab.zos.JobProgram;
import org.copyblade.lab.zos.JobStep;

/** IEFBR14 does nothing; its step allocates and disposes of data sets. */
public final class Iefbr14 implements JobProgram {

    @Override
    public Set<String> names() {
        return Set.of("IEFBR14");
    }

    @Override
    public int run(JobStep step) {
        return 0;
    }
}
