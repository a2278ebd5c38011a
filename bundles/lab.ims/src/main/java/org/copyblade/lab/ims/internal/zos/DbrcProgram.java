package org.copyblade.lab.ims.internal.zos;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.lab.ims.internal.dbrc.Dbrc;
import org.copyblade.lab.ims.internal.dbrc.Media;
import org.copyblade.lab.ims.internal.disk.DiskFailure;
import org.copyblade.lab.ims.internal.member.ControlRegion;
import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.Dd;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.JobProgram;
import org.copyblade.lab.zos.JobStep;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;

/**
 * {@code DSPURX00}: commands of DBRC from SYSIN, listings to SYSPRINT, jobs to JCLOUT, copies of RECON to BACKUP1 and BACKUP2;
 * skeletons are members of the library of JCLPDS.
 */
public final class DbrcProgram implements JobProgram {
    private static final Charset TEXT = Charset.forName("IBM1047");

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
        StepMedia media = new StepMedia(step);
        int condition;
        try {
            condition =
                    new Dbrc(shared.recon(), shared.seed().prefix(), shared.clock()).run(step.lines("SYSIN"), media);
        } catch (DiskFailure failure) {
            throw new AbendException("U0060", "RECON cannot be used: " + failure.getMessage());
        }
        for (String line : media.printed) {
            step.print("SYSPRINT", line);
        }
        for (Map.Entry<String, List<String>> out : media.written.entrySet()) {
            put(step, step.dd(out.getKey()).orElseThrow(), out.getValue());
        }
        return condition;
    }

    private static void put(JobStep step, Dd out, List<String> lines) throws AbendException, InterruptedException {
        if (out.kind() == Dd.Kind.INTERNAL_READER) {
            try {
                step.submit("//GENJCL JOB 1\n" + String.join("\n", lines) + "\n");
            } catch (ZosException refused) {
                throw new AbendException("S013", refused.getMessage());
            }
            return;
        }
        for (String line : lines) {
            step.print(out.name(), line);
        }
    }

    /** Keeps what is written until the commands have ended: a step that abends writes nothing. */
    private static final class StepMedia implements Media {
        private final JobStep step;
        private final List<String> printed = new ArrayList<>();
        private final Map<String, List<String>> written = new LinkedHashMap<>();

        StepMedia(JobStep step) {
            this.step = step;
        }

        @Override
        public void print(String line) {
            printed.add(line);
        }

        /** Jobs that nobody has a place for are made for nothing. */
        @Override
        public boolean has(String dd) {
            return step.dd(dd).isPresent();
        }

        @Override
        public void put(String dd, String line) {
            if (has(dd)) {
                written.computeIfAbsent(dd, it -> new ArrayList<>()).add(line);
            }
        }

        @Override
        public Optional<List<String>> skeleton(String member) {
            List<Dd.DataSetUse> libraries = step.dd("JCLPDS").map(Dd::dataSets).orElse(List.of());
            for (Dd.DataSetUse library : libraries) {
                try (OpenDataSet open =
                        step.image().dataSets().open(library.name(), Enqueue.Mode.SHARED, step.jobName())) {
                    return Optional.of(open.member(member).stream()
                            .map(it -> new String(it, TEXT).stripTrailing())
                            .toList());
                } catch (ZosException notThere) {
                    // Perhaps the next of the concatenation has it.
                    continue;
                } catch (InterruptedException cancelled) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            }
            return Optional.empty();
        }
    }
}
