package org.copyblade.zosmf;

import java.util.Objects;

/**
 * One file of a job's output. Ids are not documented to be the same for the same file of another job: select by step and
 * DD name.
 *
 * @param id for {@link Jobs#records}
 * @param ddName for example {@code SYSPRINT}
 * @param step name of the step; {@code JES2} for the system's own files
 * @param byteCount size as z/OSMF says it
 * @param recordCount lines as z/OSMF says it
 */
public record SpoolFile(int id, String ddName, String step, long byteCount, long recordCount) {

    public SpoolFile {
        Objects.requireNonNull(ddName, "ddName");
        Objects.requireNonNull(step, "step");
    }
}
