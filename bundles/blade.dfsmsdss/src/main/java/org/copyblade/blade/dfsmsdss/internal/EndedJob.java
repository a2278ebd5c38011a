package org.copyblade.blade.dfsmsdss.internal;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.jcl.JobDeck;
import org.copyblade.blade.dfsmsdss.internal.report.Report;
import org.copyblade.blade.dfsmsdss.internal.zos.Zos;
import org.copyblade.blade.spi.Call;
import org.copyblade.zosmf.Completion;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.ZosmfException;

/** Reads what a job that has ended says of itself. */
final class EndedJob {

    private EndedJob() {}

    static CopyVerdict verdict(Zos zos, Job job, List<BoundCopy> copies, Expectation expected, Call call)
            throws ZosmfException {
        Completion completion =
                job.completion().orElseThrow(() -> new IllegalArgumentException("job " + job.id() + " has not ended"));
        Optional<Report> report = zos.output(job.ref(), JobDeck.COPY_STEP, JobDeck.REPORT_DD, Endpoint.bounds(call))
                .map(Report::of);
        return CopyVerdict.of(copies, expected, completion, report);
    }

    /** What the system says of a job that did not do what it should; nothing where that cannot be read. */
    static String messages(Zos zos, Job job, Call call) {
        try {
            return zos.messages(job.ref(), Endpoint.bounds(call));
        } catch (ZosmfException e) {
            // The verdict stands without it.
            return "";
        }
    }
}
