package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.lab.array.ArrayException;

/**
 * The asynchronous jobs that changes are. An order takes effect when it arrives; whether its job is over is looked at when
 * somebody asks. The first answer to a change says only that it was accepted, so that a client has to ask. Safe for many
 * threads.
 */
final class Jobs {
    static final String BASE = "/ConfigurationManager/v1";
    private static final int KEPT = 3000;

    /** In one answer; (unconfirmed), like the parameter that asks for less. */
    private static final int LISTED = 100;

    private static final long LOOK_MS = 2;

    /** What a change does. */
    interface Effect {
        Outcome carryOut() throws Refusal, ArrayException;
    }

    /** Is what was begun at an end? */
    interface End {
        boolean isReached() throws Refusal;
    }

    /**
     * What a change has begun.
     *
     * @param affected paths behind the version of the API
     * @param always is the end waited for also by those who would not wait?
     * @param end of what was begun
     */
    record Outcome(List<String> affected, boolean always, End end) {

        static Outcome done(String affected) {
            return new Outcome(List.of(affected), true, () -> true);
        }
    }

    /** One job; guarded by itself. */
    private static final class Job {
        private final long id;
        private final Request request;
        private final String user;
        private final Instant created = now();
        private Instant updated = created;
        private String status = "Initializing";
        private String state = "Queued";
        private Optional<Outcome> outcome = Optional.empty();
        private Optional<Refusal> failure = Optional.empty();

        private Job(long id, Request request, String user) {
            this.id = id;
            this.request = request;
            this.user = user;
        }

        private static Instant now() {
            return Instant.now().truncatedTo(ChronoUnit.SECONDS);
        }

        private synchronized void begun(Outcome begun) {
            outcome = Optional.of(begun);
            status = "Running";
            state = "Started";
            updated = now();
            if (request.noWait() && !begun.always()) {
                completed("Succeeded");
            }
        }

        private synchronized void failed(Refusal refusal) {
            failure = Optional.of(refusal);
            completed("Failed");
        }

        private synchronized boolean isOver() {
            if (status.equals("Running")) {
                try {
                    if (outcome.orElseThrow().end().isReached()) {
                        completed("Succeeded");
                    }
                } catch (Refusal refusal) {
                    failed(refusal);
                }
            }
            return status.equals("Completed");
        }

        private void completed(String how) {
            status = "Completed";
            state = how;
            updated = now();
        }

        private synchronized ObjectNode document() {
            String self = BASE + "/objects/jobs/" + id;
            ObjectNode node = JsonNodeFactory.instance
                    .objectNode()
                    .put("jobId", id)
                    .put("self", self)
                    .put("userId", user)
                    .put("status", status)
                    .put("state", state)
                    .put("createdTime", created.toString())
                    .put("updatedTime", updated.toString());
            if (status.equals("Completed")) {
                node.put("completedTime", updated.toString());
            }
            node.putObject("request")
                    .put("requestUrl", request.url())
                    .put("requestMethod", request.method())
                    .put("requestBody", request.body().toString());
            ArrayNode affected = node.putArray("affectedResources");
            if (state.equals("Succeeded")) {
                outcome.orElseThrow().affected().forEach(it -> affected.add(BASE + it));
            }
            failure.ifPresent(refusal -> node.set("error", refusal.document(request.url())));
            return node;
        }
    }

    private final Sessions sessions;
    private final TreeMap<Long, Job> jobs = new TreeMap<>(); // guarded by this
    private long highest; // guarded by this

    Jobs(Sessions sessions) {
        this.sessions = sessions;
    }

    List<Route> routes() {
        return List.of(Route.get("jobs", "/objects/jobs", this::list), Route.get("job", "/objects/jobs/*", this::one));
    }

    /** Carries out a change; what the array refuses fails the job, anything else is refused at once. */
    Response start(Request request, Effect effect) throws Refusal, InterruptedException {
        Job job = add(request);
        ObjectNode accepted = job.document();
        try {
            job.begun(effect.carryOut());
        } catch (ArrayException cause) {
            job.failed(Codes.refusal(cause));
        } catch (Refusal refusal) {
            if (!refusal.isByArray()) {
                remove(job);
                throw refusal;
            }
            job.failed(refusal);
        }
        if (request.maxWait().isEmpty()) {
            return new Response(202, accepted);
        }
        long end = System.nanoTime() + request.maxWait().get().toNanos();
        while (!job.isOver() && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MS);
        }
        return new Response(202, job.document());
    }

    private Response one(Request request) throws Refusal {
        long id = request.number("Job");
        Job job;
        synchronized (this) {
            job = jobs.get(id);
        }
        if (job == null) {
            throw Refusal.missing("Job " + id);
        }
        job.isOver();
        return Response.ok(job.document());
    }

    /** The newest first. */
    private Response list(Request request) throws Refusal {
        request.requireQuery(Set.of("count"));
        int count = request.queryNumber("count", 1, LISTED).orElse(LISTED);
        List<Job> known;
        synchronized (this) {
            known = jobs.descendingMap().values().stream().limit(count).toList();
        }
        known.forEach(Job::isOver);
        return Response.list(known.stream().map(Job::document).toList());
    }

    private synchronized Job add(Request request) {
        String user = sessions.all().stream()
                .filter(it -> it.id() == request.session())
                .map(Sessions.Session::user)
                .findFirst()
                .orElse("");
        Job job = new Job(++highest, request, user);
        jobs.put(job.id, job);
        if (jobs.size() > KEPT) {
            jobs.pollFirstEntry();
        }
        return job;
    }

    private synchronized void remove(Job job) {
        jobs.remove(job.id);
    }
}
