package org.copyblade.lab.zosmf.internal.jes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.zos.AbendException;
import org.copyblade.lab.zos.JobProgram;
import org.copyblade.lab.zos.LabSysplex;
import org.copyblade.lab.zosmf.internal.jcl.Condition;
import org.copyblade.lab.zosmf.internal.jcl.JclException;
import org.copyblade.lab.zosmf.internal.jcl.JobDeck;
import org.copyblade.lab.zosmf.internal.jcl.StepCard;

/** One run of a job by one thread; others may cancel it. */
final class JobRun {
    private static final String JOB_CANCELLED = "S222";

    private final Jes jes;
    private final LabSysplex sysplex;
    private final Job job;
    private final Thread thread;
    private final Map<String, Integer> codes = new LinkedHashMap<>();
    private final List<StepResult> steps = new ArrayList<>();
    private String abend = "";
    private boolean over; // guarded by this
    private volatile boolean cancelled;
    private volatile boolean abandoned;

    JobRun(Jes jes, LabSysplex sysplex, Job job, Thread thread) {
        this.jes = jes;
        this.sysplex = sysplex;
        this.job = job;
        this.thread = thread;
    }

    Job job() {
        return job;
    }

    /** The operator ends it. */
    synchronized void cancel() {
        if (!over) {
            cancelled = true;
            thread.interrupt();
        }
    }

    /** The system dies. */
    synchronized void abandon() {
        abandoned = true;
        cancel();
    }

    /** Runs all steps; answers the {@code retcode}. */
    String run() {
        try {
            jes.log(job, "IEF403I " + job.name() + " - STARTED");
            JobDeck deck = JobDeck.read(
                    job.identity().jcl(),
                    job.identity().symbols(),
                    job.identity().card().messageClass());
            for (StepCard step : deck.steps()) {
                step(step);
            }
            return result();
        } catch (InterruptedException ended) {
            return cancelled();
        } catch (AllocationException refusal) {
            if (cancelled) {
                // What the interruption met on its way is no refusal.
                return cancelled();
            }
            refusal.getMessage().lines().forEach(it -> job.own(4, "JESYSMSG").print(" " + it));
            jes.log(job, "IEF453I " + job.name() + " - JOB FAILED - JCL ERROR");
            return "JCL ERROR";
        } catch (JclException impossible) {
            // It was read without error when it was submitted.
            return "CONV ERROR";
        } finally {
            synchronized (this) {
                over = true;
            }
        }
    }

    private String result() {
        if (!abend.isEmpty() && cancelled) {
            return cancelled();
        }
        if (!abend.isEmpty()) {
            jes.log(job, "IEF404I " + job.name() + " - ENDED - ABENDED");
            return abend.startsWith("U") ? "ABEND" + abend : "ABEND " + abend;
        }
        jes.log(job, "IEF404I " + job.name() + " - ENDED");
        return "CC %04d"
                .formatted(codes.values().stream().mapToInt(it -> it).max().orElse(0));
    }

    private String cancelled() {
        if (!abandoned) {
            jes.log(job, "IEF450I " + job.name() + " - ABEND=" + JOB_CANCELLED + " U0000 REASON=00000000");
            jes.log(job, "IEF404I " + job.name() + " - ENDED - ABENDED");
        }
        return "CANCELED";
    }

    private void step(StepCard card) throws InterruptedException, AllocationException {
        boolean runs = card.conditions().stream().allMatch(it -> it.holds(new Condition.Past(codes, !abend.isEmpty())));
        if (!runs) {
            job.own(4, "JESYSMSG").print(" IEF272I " + job.name() + " " + card.name() + " - STEP WAS NOT EXECUTED.");
            steps.add(new StepResult(card.name(), card.program(), "FLUSHED"));
            jes.stepEnded(job, steps);
            return;
        }
        steps.add(new StepResult(card.name(), card.program(), ""));
        jes.stepEnded(job, steps);
        Allocation allocation = Allocation.of(sysplex, job, card);
        boolean normal = false;
        String completion = "";
        try {
            int code = execute(card, new StepRun(sysplex, job, card, allocation));
            codes.put(card.name().isEmpty() ? "." + steps.size() : card.name(), code);
            completion = "CC %04d".formatted(code);
            job.own(4, "JESYSMSG")
                    .print(" IEF142I %s %s - STEP WAS EXECUTED - COND CODE %04d"
                            .formatted(job.name(), card.name(), code));
            normal = true;
        } catch (AbendException cause) {
            abend = cause.code();
            completion = "ABEND " + cause.code();
            jes.log(
                    job,
                    "IEF450I %s %s - ABEND=%s %s REASON=00000000"
                            .formatted(
                                    job.name(),
                                    card.name(),
                                    abend.startsWith("S") ? abend : "S000",
                                    abend.startsWith("U") ? abend : "U0000"));
            job.own(4, "JESYSMSG").print(" " + cause.getMessage());
        } finally {
            if (!abandoned) {
                allocation.end(normal);
            }
            steps.set(steps.size() - 1, new StepResult(card.name(), card.program(), completion));
            jes.stepEnded(job, steps);
        }
        allocation.internalReaders().forEach(this::submit);
    }

    private int execute(StepCard card, StepRun step) throws AbendException, InterruptedException {
        Optional<JobProgram> program = sysplex.program(card.program());
        if (program.isEmpty()) {
            throw new AbendException("S806", "CSV003I REQUESTED MODULE " + card.program() + " NOT FOUND");
        }
        try {
            int code = program.get().run(step);
            if (code < 0 || code > 4095) {
                throw new AbendException("S0C6", card.program() + " ended with code " + code + ", which there is not");
            }
            return code;
        } catch (RuntimeException defect) {
            // A program check: the step ends, the system does not.
            throw new AbendException("S0C4", "program check in " + card.program() + ": " + defect);
        }
    }

    private void submit(List<String> lines) {
        jes.submit(
                lines, job.identity().owner(), Map.of(), job.identity().card().messageClass(), "");
    }
}
