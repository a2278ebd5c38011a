package org.copyblade.lab.zosmf.internal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.copyblade.lab.zosmf.internal.jes.Job;
import org.copyblade.lab.zosmf.internal.jes.SpoolFile;
import org.copyblade.lab.zosmf.internal.jes.StepResult;

/** The documents of jobs and their spool files. */
final class JobDocuments {
    private static final int ON_OUTPUT = 20;
    private static final int EXECUTING = 14;
    private static final int IN_INPUT = 130;

    private final String base;

    /** @param base URL that links begin with, such as {@code https://localhost:8443/zosmf} */
    JobDocuments(String base) {
        this.base = base;
    }

    ObjectNode job(Job job, boolean stepData) {
        Job.State state = job.state();
        String url = base + "/restjobs/jobs/" + encode(job.identity().correlator());
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("jobid", job.id())
                .put("jobname", job.name())
                .put("subsystem", "JES2")
                .put("owner", job.identity().owner())
                .put("status", state.status().name())
                .put("type", "JOB")
                .put("class", state.jobClass());
        if (state.result().isEmpty()) {
            node.putNull("retcode");
        } else {
            node.put("retcode", state.result());
        }
        node.put("url", url)
                .put("files-url", url + "/files")
                .put("job-correlator", job.identity().correlator())
                .put("phase", phase(state))
                .put("phase-name", phaseName(state))
                .put("exec-submitted", time(state.submitted()));
        if (state.held()) {
            node.put("reason-not-running", "Job is in hold");
        }
        if (state.started().isPresent()) {
            node.put("exec-system", job.identity().system())
                    .put("exec-member", job.identity().system());
        }
        put(node, "exec-started", state.started());
        put(node, "exec-ended", state.ended());
        if (stepData) {
            steps(node.putArray("step-data"), job);
        }
        return node;
    }

    ObjectNode file(Job job, SpoolFile file) {
        SpoolFile.Head head = file.head();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("jobid", job.id())
                .put("jobname", job.name())
                .put("subsystem", "JES2")
                .put("id", head.id())
                .put("ddname", head.ddname())
                .put("stepname", head.stepname())
                .putNull("procstep")
                .put("class", head.outputClass())
                .put("recfm", head.recordFormat())
                .put("lrecl", head.recordBytes())
                .put("byte-count", file.bytes())
                .put("record-count", file.lines().size())
                .put("job-correlator", job.identity().correlator());
        return node.put(
                "records-url",
                base + "/restjobs/jobs/" + job.name() + "/" + job.id() + "/files/" + head.id() + "/records");
    }

    /** What a change of a job answers when it is done synchronously. */
    static ObjectNode feedback(Job job, String failure) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("jobid", job.id())
                .put("jobname", job.name())
                .put("original-jobid", job.id())
                .put("owner", job.identity().owner())
                .put("member", "JES2")
                .put("sysname", job.identity().system())
                .put("job-correlator", job.identity().correlator())
                .put("status", failure.isEmpty() ? "0" : "156");
        return failure.isEmpty() ? node : node.put("internal-code", "156").put("message", failure);
    }

    /** What is sent where the end of a job is to be told. */
    static ObjectNode notification(Job job) {
        String result = job.state().result();
        boolean abend = result.startsWith("ABEND");
        return JsonNodeFactory.instance
                .objectNode()
                .put("job-correlator", job.identity().correlator())
                .put("jobid", job.id())
                .put("jobname", job.name())
                .put("owner", job.identity().owner())
                .put("class", job.state().jobClass())
                .put("retcode", result)
                .put("completion-type", abend ? 4 : 2)
                .put("completion-code", result.startsWith("CC ") ? Integer.parseInt(result.substring(3)) : 0)
                .put("abend-code", abend ? result.substring(5).strip() : "");
    }

    private static void steps(ArrayNode array, Job job) {
        int number = 1;
        for (StepResult step : job.state().steps()) {
            array.addObject()
                    .put("smfid", job.identity().system())
                    .put("active", step.completion().isEmpty())
                    .put("step-number", number++)
                    .put("proc-step-name", "")
                    .put("step-name", step.name())
                    .put("program-name", step.program())
                    .put("completion", step.completion());
        }
    }

    private static int phase(Job.State state) {
        return switch (state.status()) {
            case INPUT -> IN_INPUT;
            case ACTIVE -> EXECUTING;
            case OUTPUT -> ON_OUTPUT;
        };
    }

    private static String phaseName(Job.State state) {
        return switch (state.status()) {
            case INPUT -> "Job is queued for execution";
            case ACTIVE -> "Job is actively executing";
            case OUTPUT -> "Job is on the hard copy queue";
        };
    }

    private static void put(ObjectNode node, String name, Optional<Instant> time) {
        time.ifPresent(it -> node.put(name, time(it)));
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
