package org.copyblade.system.ims.internal;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.Completion;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.JobFilter;
import org.copyblade.zosmf.Jobs;
import org.copyblade.zosmf.Pace;
import org.copyblade.zosmf.Zosmf;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/** Runs jobs of one step and gives back what they print; purges them once it is read. Any thread. */
final class BatchJobs {

    /** Longest line of JCL. */
    static final int LINE = 71;
    /** A comment among the cards. */
    private static final String MARK = "//* COPYBLADE ";

    private final Jobs jobs;
    private final ImsSettings.Batch batch;
    private final AtomicInteger count = new AtomicInteger();

    BatchJobs(Zosmf zosmf, ImsSettings.Batch batch) {
        this.jobs = zosmf.jobs();
        this.batch = batch;
    }

    /** Runs commands of DBRC; 4 is as good as 0. */
    String dbrc(List<String> commands, Deadline deadline) throws SystemException {
        return run("list the RECON", dbrcStep(), commands, code -> code <= 4, deadline);
    }

    /** Runs commands of DBRC of which some may be refused. */
    String dbrcWhateverItSays(List<String> commands, Deadline deadline) throws SystemException {
        return run("change the RECON", dbrcStep(), commands, code -> code <= 12, deadline);
    }

    private String dbrcStep() {
        StringBuilder step = new StringBuilder();
        step.append("//STEP     EXEC PGM=DSPURX00\n");
        step.append("//STEPLIB  DD DISP=SHR,DSN=").append(batch.reslib()).append('\n');
        if (!batch.dbdlib().isEmpty()) {
            step.append("//IMS      DD DISP=SHR,DSN=").append(batch.dbdlib()).append('\n');
        }
        for (int i = 0; i < batch.recons().size(); i++) {
            step.append("//RECON")
                    .append(i + 1)
                    .append("   DD DISP=SHR,DSN=")
                    .append(batch.recons().get(i))
                    .append('\n');
        }
        return step.toString();
    }

    /** Runs statements of IDCAMS; 4 says that some entry was not found. */
    String idcams(List<String> statements, Deadline deadline) throws SystemException {
        return run("list catalogs", "//STEP     EXEC PGM=IDCAMS\n", statements, code -> code <= 4, deadline);
    }

    private String run(String doing, String step, List<String> statements, IntPredicate good, Deadline deadline)
            throws SystemException {
        String name = batch.prefix() + String.format("%03d", Math.floorMod(count.incrementAndGet(), 1000));
        ZosmfCall call = Calls.by(deadline).atMost(batch.timeout());
        try {
            String mark = MARK + UUID.randomUUID();
            Job job = submitted(name, mark, jcl(name, mark, step, statements), call);
            Job ended = awaited(doing, job, call);
            String printed = Spool.printed(jobs, ended, call);
            jobs.purge(ended.ref(), call);
            Completion completion = ended.completion().orElseThrow();
            if (completion.kind() != Completion.Kind.CODE || !good.test(completion.conditionCode())) {
                throw ImsFault.JOB.error(
                        "cannot " + doing + ": job " + name + " " + job.id() + " ended with " + completion.text()
                                + Spool.lastMessage(printed),
                        completion.kind() == Completion.Kind.JCL_ERROR
                                ? "correct 'job.card', 'reslib' and 'recon.data.sets'"
                                : "look the message up; see the rights of the user on the RECON");
            }
            return printed;
        } catch (ZosmfException e) {
            throw ImsFault.of(doing, e);
        }
    }

    /** A submit without an answer has arrived if a job has its mark in its cards; none is submitted twice. */
    private Job submitted(String name, String mark, String jcl, ZosmfCall call) throws ZosmfException {
        try {
            return jobs.submit(jcl, call);
        } catch (ZosmfException e) {
            if (e.maybeDone()) {
                for (Job job : jobs.list(JobFilter.named(name), call)) {
                    if (cards(job, call).lines().anyMatch(line -> line.startsWith(mark))) {
                        return job;
                    }
                }
            }
            throw e;
        }
    }

    private Job awaited(String doing, Job job, ZosmfCall call) throws SystemException {
        try {
            return jobs.await(job.ref(), new Pace(Pace.QUICK.most(), Pace.RELAXED.first()), call);
        } catch (ZosmfException e) {
            throw new OverdueJob(jobs, job).called(doing, e);
        }
    }

    private String cards(Job job, ZosmfCall call) throws ZosmfException {
        try {
            return jobs.jcl(job.ref(), call);
        } catch (ZosmfException e) {
            if (e.reason() == Reason.GONE) {
                return "";
            }
            throw e;
        }
    }

    private String jcl(String name, String mark, String step, List<String> statements) {
        StringBuilder jcl = new StringBuilder();
        jcl.append("//")
                .append(String.format("%-8s", name))
                .append(' ')
                .append(batch.jobCard())
                .append('\n')
                .append(mark)
                .append('\n');
        jcl.append(step);
        jcl.append("//SYSPRINT DD SYSOUT=*\n//SYSIN    DD *\n");
        for (String statement : statements) {
            if (statement.length() + 1 > LINE) {
                throw new IllegalArgumentException("a statement of more than a line: " + statement);
            }
            jcl.append(' ').append(statement).append('\n');
        }
        return jcl.append("/*\n").toString();
    }
}
