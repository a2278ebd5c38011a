package org.copyblade.lab.zosmf.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.zosmf.internal.jes.Jes;
import org.copyblade.lab.zosmf.internal.jes.Job;

/** What an operator does to a job behind the back of whoever submitted it. */
final class JobFaults {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long POLL_MS = 2;

    private final Jes jes;
    private final Executor threads;

    JobFaults(Jes jes, Executor threads) {
        this.jes = jes;
        this.threads = threads;
    }

    /** After an operation was carried out; the job is the one in its path, or the one that it has made. */
    void after(List<Fault> faults, List<String> ids, Reply reply) {
        for (Fault fault : faults) {
            if (fault.kind() == Kind.JOB_CANCELLED || fault.kind() == Kind.SPOOL_PURGED) {
                job(ids, reply).ifPresent(job -> threads.execute(() -> happen(fault, job)));
            }
        }
    }

    private Optional<Job> job(List<String> ids, Reply reply) {
        if (ids.size() >= 2) {
            return jes.find(ids.get(0), ids.get(1));
        }
        if (ids.size() == 1) {
            return jes.find(ids.get(0));
        }
        try {
            JsonNode document = JSON.readTree(reply.body());
            return jes.find(
                    document.path("jobname").asText(), document.path("jobid").asText());
        } catch (IOException noDocument) {
            return Optional.empty();
        }
    }

    private void happen(Fault fault, Job job) {
        try {
            if (fault.kind() == Kind.JOB_CANCELLED) {
                Thread.sleep(fault.delayMs());
                jes.cancel(job);
                return;
            }
            while (job.state().status() != Job.Status.OUTPUT) {
                Thread.sleep(POLL_MS);
            }
            jes.purge(job);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
