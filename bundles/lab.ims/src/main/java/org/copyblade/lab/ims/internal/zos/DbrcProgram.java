package org.copyblade.lab.ims.internal.zos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.lab.ims.internal.dbrc.Dbrc;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.member.ControlRegion;
import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.Dd;
import org.copyblade.lab.zos.JobProgram;
import org.copyblade.lab.zos.JobStep;
import org.copyblade.lab.zos.ZosException;

/** {@code DSPURX00}: commands of DBRC from SYSIN, listings to SYSPRINT, jobs to JCLOUT. */
public final class DbrcProgram implements JobProgram {
    private final ControlRegion.Shared shared;

    public DbrcProgram(ControlRegion.Shared shared) {
        this.shared = shared;
    }

    @Override
    public Set<String> names() {
        return Set.of("DSPURX00");
    }

    @Override
    public int run(JobStep step) throws AbendException, InterruptedException {
        List<String> printed = new ArrayList<>();
        List<String> jobs = new ArrayList<>();
        int condition;
        try {
            condition = new Dbrc(shared.recon(), shared.seed().prefix(), shared.clock())
                    .run(step.lines("SYSIN"), printed::add, jobs::add);
        } catch (DiskFailure failure) {
            throw new AbendException("U0060", "RECON cannot be used: " + failure.getMessage());
        }
        for (String line : printed) {
            step.print("SYSPRINT", line);
        }
        Optional<Dd> out = jobs.isEmpty() ? Optional.empty() : step.dd("JCLOUT");
        if (out.isPresent()) {
            put(step, out.get(), jobs);
        }
        return condition;
    }

    private static void put(JobStep step, Dd out, List<String> jobs) throws AbendException, InterruptedException {
        if (out.kind() == Dd.Kind.INTERNAL_READER) {
            try {
                step.submit("//GENJCL JOB 1\n" + String.join("\n", jobs) + "\n");
            } catch (ZosException refused) {
                throw new AbendException("S013", refused.getMessage());
            }
            return;
        }
        for (String line : jobs) {
            step.print(out.name(), line);
        }
    }
}
