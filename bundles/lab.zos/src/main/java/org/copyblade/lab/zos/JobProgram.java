package org.copyblade.lab.zos;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A program that {@code EXEC PGM=} may name. */
@ConsumerType
public interface JobProgram {

    /** Up to 8 characters each, such as {@code DSPURX00}. */
    Set<String> names();

    /**
     * Runs a step; called by many threads for steps of different jobs.
     *
     * @return condition code, 0 to 4095
     * @throws AbendException if the program ends abnormally
     * @throws InterruptedException when the operator cancels the job; nothing is to be done after it
     */
    int run(JobStep step) throws AbendException, InterruptedException;
}
