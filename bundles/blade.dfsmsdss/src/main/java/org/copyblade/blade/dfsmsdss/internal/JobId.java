package org.copyblade.blade.dfsmsdss.internal;

import java.util.Objects;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.JobRef;

/**
 * Names a job that was submitted, for a later call.
 *
 * @param name of the job
 * @param id such as {@code JOB00042}
 * @param correlator empty if z/OSMF gave none
 */
record JobId(String name, String id, String correlator) {

    JobId {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(correlator, "correlator");
    }

    static JobId of(Job job) {
        return new JobId(job.name(), job.id(), job.correlator());
    }

    /** By correlator, which is never used again, if there is one. */
    JobRef ref() {
        return correlator.isBlank() ? JobRef.of(name, id) : JobRef.of(correlator);
    }

    @Override
    public String toString() {
        return name + "(" + id + ")";
    }
}
