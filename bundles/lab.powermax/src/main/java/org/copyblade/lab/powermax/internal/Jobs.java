package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.copyblade.lab.array.StorageSystem;

/**
 * Requests that are carried out after their answer. A job is seen running once at least before it is seen ended, whatever
 * the machine's pace. Not kept beyond a restart. For many threads.
 */
final class Jobs implements AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "MMM-dd-yyyy HH:mm:ss.SSS", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Map<Long, Job> jobs = new ConcurrentSkipListMap<>();
    private final AtomicLong next = new AtomicLong(System.currentTimeMillis() * 10);
    private final ExecutorService threads = Executors.newFixedThreadPool(4, work -> {
        Thread thread = new Thread(work, "lab-powermax-job");
        thread.setDaemon(true);
        return thread;
    });

    private final class Job {
        private final long id = next.incrementAndGet();
        private final String operation;
        private final Request request;
        private final Instant began = Instant.now();
        private Optional<Response> response = Optional.empty(); // guarded by this
        private Instant ended = began; // guarded by this
        private boolean aborted; // guarded by this
        private boolean seen; // guarded by this

        private Job(String operation, Request request) {
            this.operation = operation;
            this.request = request;
        }

        private synchronized void end(Response answer) {
            response = Optional.of(answer);
            ended = Instant.now();
        }

        private synchronized void abort() {
            aborted = true;
            ended = Instant.now();
        }

        private synchronized ObjectNode document() {
            boolean over = seen && (aborted || response.isPresent());
            seen = true;
            ObjectNode document = Documents.object()
                    .put("jobId", Long.toString(id))
                    .put("name", operation)
                    .put("symmetrixId", request.system().settings().serial())
                    .put("status", over ? status() : "RUNNING")
                    .put("username", request.user())
                    .put("last_modified_date", TIME.format(ended))
                    .put("last_modified_date_milliseconds", ended.toEpochMilli());
            document.putArray("task").addObject().put("execution_order", 1).put("description", operation);
            if (over) {
                document.put("completed_date", TIME.format(ended))
                        .put("completed_date_milliseconds", ended.toEpochMilli())
                        .put("result", result());
            }
            return document;
        }

        private String status() {
            boolean done = response.filter(it -> it.status() < 300).isPresent();
            return aborted ? "ABORTED" : done ? "SUCCEEDED" : "FAILED";
        }

        private String result() {
            Optional<JsonNode> body = response.flatMap(Response::document);
            return aborted
                    ? "the job was aborted by an operator"
                    : body.map(it -> it.path("message").asText())
                            .filter(it -> !it.isEmpty())
                            .orElse("completed");
        }
    }

    List<Route> routes() {
        return List.of(
                Route.of("jobs", "GET", Route.Scope.PUBLIC, "/system/job", this::list),
                Route.of("job", "GET", Route.Scope.PUBLIC, "/system/job/*", this::one),
                Route.of("jobs", "GET", Route.Scope.PUBLIC, "/system/symmetrix/@/job", this::list),
                Route.of("job", "GET", Route.Scope.PUBLIC, "/system/symmetrix/@/job/*", this::one));
    }

    /** @param aborted an operator ends it before it does anything */
    Response submit(String operation, Request request, Supplier<Response> work, boolean aborted) {
        Job job = new Job(operation, request);
        jobs.put(job.id, job);
        if (aborted) {
            job.abort();
        } else {
            threads.execute(() -> job.end(work.get()));
        }
        return Response.accepted(job.document());
    }

    private Response list(Request request) {
        return Response.ok(Documents.list(
                "jobId",
                jobs.values().stream()
                        .filter(it -> belongs(it, request.array()))
                        .map(it -> Long.toString(it.id))
                        .toList()));
    }

    private Response one(Request request) throws Refusal {
        return jobs.values().stream()
                .filter(it -> Long.toString(it.id).equals(request.id()) && belongs(it, request.array()))
                .findFirst()
                .map(it -> Response.ok(it.document()))
                .orElseThrow(() -> Refusal.missing("job " + request.id()));
    }

    private static boolean belongs(Job job, Optional<StorageSystem> array) {
        return array.isEmpty() || array.get() == job.request.system();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
