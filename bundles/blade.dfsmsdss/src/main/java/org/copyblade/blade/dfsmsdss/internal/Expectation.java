package org.copyblade.blade.dfsmsdss.internal;

import java.util.Objects;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobMark.Purpose;

/**
 * What a job was to do, by which its report is judged.
 *
 * @param purpose of the job
 * @param grain what one of its tasks copies
 * @param fast whether only a copy by the storage counts
 * @param subsystems how many of them it was to let go, if it was to hold writes; each by a task
 */
record Expectation(Purpose purpose, Grain grain, boolean fast, int subsystems) {

    Expectation {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(grain, "grain");
    }

    /** Of a job that copies a group, held or not. */
    static Expectation copyOf(DssBinding binding) {
        return new Expectation(
                Purpose.COPY,
                binding.grain(),
                binding.isFast(),
                binding.representatives().size());
    }

    /** Of a job that copies members of a group back, by whatever way. */
    static Expectation restoreOf(DssBinding binding) {
        return new Expectation(Purpose.RESTORE, binding.grain(), false, 0);
    }

    /** Of a job that copies data sets out of something exposed. */
    static Expectation extraction() {
        return new Expectation(Purpose.EXTRACT, Grain.DATA_SET, false, 0);
    }
}
