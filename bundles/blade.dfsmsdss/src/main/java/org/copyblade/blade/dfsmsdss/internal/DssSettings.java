package org.copyblade.blade.dfsmsdss.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobStyle;
import org.copyblade.blade.dfsmsdss.internal.targets.VolserRanges;

/**
 * Checked values of one configuration, without how z/OSMF is reached.
 *
 * @param endpoint its name
 * @param prefix high-level qualifiers of everything that this blade makes
 * @param job what the site decides about jobs
 * @param targets volumes that belong to Copyblade as targets
 * @param units device number of the first volume of each subsystem, by subsystem
 * @param dataSetVolumes where copies of data sets go; empty: where storage classes put them
 * @param freezeTimer after which the storage lets held writes go
 * @param parallel whether the tasks of a job run together
 */
record DssSettings(
        String endpoint,
        DataSetName prefix,
        JobStyle job,
        VolserRanges targets,
        Map<String, Integer> units,
        VolserRanges dataSetVolumes,
        Duration freezeTimer,
        boolean parallel) {

    DssSettings {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(targets, "targets");
        units = Map.copyOf(units);
        Objects.requireNonNull(dataSetVolumes, "dataSetVolumes");
        Objects.requireNonNull(freezeTimer, "freezeTimer");
    }
}
