package org.copyblade.lab.zos;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The step of a job that runs; for its program only. */
@ProviderType
public interface JobStep {

    String jobName();

    /** Such as {@code JOB00042}. */
    String jobId();

    /** User that submitted the job. */
    String owner();

    /** The value of {@code PARM=} without quotes; empty if there is none. */
    String parameter();

    ZosImage image();

    /** All DDs, in the order of the JCL; its data sets are allocated and enqueued for the job. */
    List<Dd> dds();

    Optional<Dd> dd(String name);

    /**
     * The records of a DD as lines without trailing blanks: those that are in the JCL, or in its data sets.
     *
     * @throws AbendException S013 if there is no such DD, or its data set cannot be read
     */
    List<String> lines(String dd) throws AbendException, InterruptedException;

    /**
     * Writes a line to a DD that is SYSOUT, DUMMY or a sequential data set.
     *
     * @throws AbendException S013 if there is no such DD
     */
    void print(String dd, String line) throws AbendException, InterruptedException;

    /** Puts JCL into the internal reader, for a DD with {@code SYSOUT=(A,INTRDR)}; answers the id of the job. */
    String submit(String jcl) throws ZosException;
}
