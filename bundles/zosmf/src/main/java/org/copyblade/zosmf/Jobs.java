package org.copyblade.zosmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.zosmf.Job.Status;
import org.copyblade.zosmf.ZosmfException.ErrorCodes;
import org.copyblade.zosmf.ZosmfException.Reason;
import org.copyblade.zosmf.internal.Answer;
import org.copyblade.zosmf.internal.Client;
import org.copyblade.zosmf.internal.Request;

/**
 * The jobs interface. A submit whose answer is lost is {@link Reason#UNKNOWN}: give each job a name of its own and look for
 * it with {@link #list} before anything else. Hold, release and cancel may be repeated. Any thread.
 */
public final class Jobs {

    private static final String PATH = "/restjobs/jobs";

    /** Waits for JES2 and says what became of it; without it z/OSMF answers before anything has happened. */
    private static final String SYNCHRONOUS = "2.0";

    private final Client client;

    Jobs(Client client) {
        this.client = client;
    }

    /** Submits a job. A job that may be released later has {@code TYPRUN=HOLD}. */
    public Job submit(String jcl, ZosmfCall call) throws ZosmfException {
        Map<String, String> headers = Map.of(
                "Content-Type", "text/plain; charset=UTF-8",
                "X-IBM-Intrdr-Mode", "TEXT",
                "X-IBM-Intrdr-Lrecl", "80",
                "X-IBM-Intrdr-Recfm", "F");
        Answer answer = client.send(new Request("PUT", PATH, headers, jcl), call);
        Job job = job(answer.document());
        if (job.id().isEmpty()) {
            throw answer.notUnderstood("the answer names no job");
        }
        return job;
    }

    /** How far it is. A job that is gone, purged for example, is {@link Reason#GONE}. */
    public Job status(JobRef ref, ZosmfCall call) throws ZosmfException {
        Answer answer = client.send(Request.get(PATH + ref.path()), call);
        JsonNode document = answer.document();
        if (!document.hasNonNull("jobid")) {
            throw answer.notUnderstood("the answer names no job");
        }
        return job(document);
    }

    /** Jobs that the system still knows. */
    public List<Job> list(JobFilter filter, ZosmfCall call) throws ZosmfException {
        String query = "?owner=" + encoded(filter.owner()) + "&prefix=" + encoded(filter.prefix()) + "&max-jobs="
                + filter.most();
        Answer answer = client.send(Request.get(PATH + query), call);
        JsonNode document = answer.document();
        if (!document.isArray()) {
            throw answer.notUnderstood("the answer is no list");
        }
        List<Job> jobs = new ArrayList<>();
        document.forEach(element -> jobs.add(job(element)));
        return jobs;
    }

    /** Asks until it has ended; {@link Reason#TOO_LATE} at the end of the call, with the job going on. */
    public Job await(JobRef ref, Pace pace, ZosmfCall call) throws ZosmfException {
        Job job = status(ref, call);
        for (Duration pause = pace.first(); !job.ended(); pause = pace.after(pause)) {
            if (call.cancelled() || call.remaining().compareTo(pause) <= 0) {
                throw late(job);
            }
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw ZosmfException.of(Reason.TOO_LATE, "interrupted while job " + job.name() + " was waited for");
            }
            job = again(job, ref, call);
        }
        return job;
    }

    /** A question that the end of the call cuts short says no more of the job than the one before. */
    private Job again(Job last, JobRef ref, ZosmfCall call) throws ZosmfException {
        try {
            return status(ref, call);
        } catch (ZosmfException e) {
            if (!call.expired() && !call.cancelled()) {
                throw e;
            }
            ZosmfException late = late(last);
            late.addSuppressed(e);
            throw late;
        }
    }

    private static ZosmfException late(Job job) {
        return ZosmfException.of(
                Reason.TOO_LATE,
                "job " + job.name() + " " + job.id() + " has not ended in time, it is " + job.status() + " "
                        + job.notRunning());
    }

    /** Its output, as far as it is there. */
    public List<SpoolFile> files(JobRef ref, ZosmfCall call) throws ZosmfException {
        Answer answer = client.send(Request.get(PATH + ref.path() + "/files"), call);
        JsonNode document = answer.document();
        if (!document.isArray()) {
            throw answer.notUnderstood("the answer is no list");
        }
        List<SpoolFile> files = new ArrayList<>();
        for (JsonNode file : document) {
            files.add(new SpoolFile(
                    file.path("id").asInt(),
                    text(file, "ddname"),
                    text(file, "stepname"),
                    file.path("byte-count").asLong(),
                    file.path("record-count").asLong()));
        }
        return files;
    }

    /** All lines of one file, at most 16 MB. */
    public String records(JobRef ref, int file, ZosmfCall call) throws ZosmfException {
        return client.send(Request.get(records(ref, file)), call).success();
    }

    /**
     * Some lines of one file.
     *
     * @param first number of the first line, from 0
     * @param count how many
     */
    public String records(JobRef ref, int file, long first, int count, ZosmfCall call) throws ZosmfException {
        Request request = Request.get(records(ref, file)).with("X-IBM-Record-Range", first + "-" + (first + count - 1));
        return client.send(request, call).success();
    }

    /** The cards of a job as they were submitted; at most 16 MB. */
    public String jcl(JobRef ref, ZosmfCall call) throws ZosmfException {
        return client.send(Request.get(PATH + ref.path() + "/files/JCL/records"), call)
                .success();
    }

    private static String records(JobRef ref, int file) {
        return PATH + ref.path() + "/files/" + file + "/records";
    }

    /** Keeps a job that waits from starting. */
    public void hold(JobRef ref, ZosmfCall call) throws ZosmfException {
        change(ref, "hold", call);
    }

    /** Lets a held job start. */
    public void release(JobRef ref, ZosmfCall call) throws ZosmfException {
        change(ref, "release", call);
    }

    /** Ends a job; its output stays. */
    public void cancel(JobRef ref, ZosmfCall call) throws ZosmfException {
        change(ref, "cancel", call);
    }

    /** Ends a job and removes its output. */
    public void purge(JobRef ref, ZosmfCall call) throws ZosmfException {
        Request request = Request.delete(PATH + ref.path()).with("X-IBM-Job-Modify-Version", SYNCHRONOUS);
        verdict("purge", ref, client.send(request, call));
    }

    private void change(JobRef ref, String word, ZosmfCall call) throws ZosmfException {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("request", word)
                .put("version", SYNCHRONOUS)
                .toString();
        verdict(word, ref, client.send(Request.put(PATH + ref.path(), body), call));
    }

    /** Without a feedback document, as HTTP 202 has none, z/OSMF promises nothing more than to try. */
    private static void verdict(String word, JobRef ref, Answer answer) throws ZosmfException {
        JsonNode feedback = answer.document();
        if (feedback.hasNonNull("status") && !feedback.path("status").asText().equals("0")) {
            throw ZosmfException.answered(
                    Reason.REFUSED,
                    answer.status(),
                    new ErrorCodes(
                            0,
                            feedback.path("status").asInt(),
                            feedback.path("internal-code").asInt()),
                    "cannot " + word + " job " + ref.text() + ": "
                            + feedback.path("message").asText() + ", code "
                            + feedback.path("internal-code").asText());
        }
    }

    private static Job job(JsonNode document) {
        String retcode = text(document, "retcode");
        return new Job(
                text(document, "jobname"),
                text(document, "jobid"),
                text(document, "job-correlator"),
                text(document, "owner"),
                status(text(document, "status")),
                text(document, "class"),
                retcode.isEmpty() ? Optional.empty() : Optional.of(Completion.of(retcode)),
                text(document, "phase-name"),
                text(document, "reason-not-running"));
    }

    private static Status status(String word) {
        for (Status status : Status.values()) {
            if (status.name().equals(word)) {
                return status;
            }
        }
        return Status.UNKNOWN;
    }

    private static String text(JsonNode document, String field) {
        JsonNode value = document.path(field);
        return value.isNull() ? "" : value.asText();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
