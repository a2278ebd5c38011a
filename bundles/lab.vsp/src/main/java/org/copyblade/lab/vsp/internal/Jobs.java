package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.lab.array.ArrayException;

/**
 * The asynchronous jobs that changes are. An order takes effect when it arrives; whether its job is over is looked at when
 * somebody asks. The first answer to a change says only that it was accepted, so that a client has to ask. A job is kept before
 * its order takes effect, and outlives the process; what came of it then is unknown, unless that was kept, too: the pairs tell.
 * Safe for many threads.
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

    /** One job; guarded by itself. Each of its states is kept before anybody sees it. */
    private final class Job {
        private JobRecord record;
        private Optional<Outcome> outcome = Optional.empty();

        private Job(JobRecord record) {
            this.record = record;
        }

        private long id() {
            return record.id();
        }

        private synchronized void begun(Outcome begun, boolean noWait) throws Refusal {
            outcome = Optional.of(begun);
            keep(noWait && !begun.always() ? record.succeeded(begun.affected()) : record.started());
        }

        private synchronized void failed(Refusal refusal) throws Refusal {
            keep(record.failed(refusal));
        }

        private synchronized boolean isOver() throws Refusal {
            if (!record.over() && outcome.isPresent()) {
                try {
                    if (outcome.get().end().isReached()) {
                        keep(record.succeeded(outcome.get().affected()));
                    }
                } catch (Refusal refusal) {
                    failed(refusal);
                }
            }
            return record.over();
        }

        private void keep(JobRecord next) throws Refusal {
            file.add(next);
            record = next;
        }

        private synchronized ObjectNode document() {
            return record.document();
        }
    }

    private final Sessions sessions;
    private final JobFile file;
    private final TreeMap<Long, Job> jobs = new TreeMap<>(); // guarded by this
    private long highest; // guarded by this

    /** With those of the processes before this one. */
    Jobs(Sessions sessions, JobFile file) throws IOException {
        this.sessions = sessions;
        this.file = file;
        TreeMap<Long, JobRecord> kept = file.read();
        kept.replaceAll((id, job) -> job.found());
        highest = kept.isEmpty() ? 0 : kept.lastKey();
        while (kept.size() > KEPT) {
            kept.pollFirstEntry();
        }
        file.write(kept.values());
        kept.values().stream().filter(job -> !job.wasRefused()).forEach(job -> jobs.put(job.id(), new Job(job)));
    }

    List<Route> routes() {
        return List.of(Route.get("jobs", "/objects/jobs", this::list), Route.get("job", "/objects/jobs/*", this::one));
    }

    /** Carries out a change; what the array refuses fails the job, anything else is refused at once. */
    Response start(Request request, Effect effect) throws Refusal, InterruptedException {
        Job job = add(request);
        ObjectNode accepted = job.document();
        try {
            job.begun(effect.carryOut(), request.noWait());
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
        for (Job job : known) {
            job.isOver();
        }
        return Response.list(known.stream().map(Job::document).toList());
    }

    private synchronized Job add(Request request) throws Refusal {
        String user = sessions.all().stream()
                .filter(it -> it.id() == request.session())
                .map(Sessions.Session::user)
                .findFirst()
                .orElse("");
        Job job = new Job(JobRecord.queued(++highest, user, request));
        file.add(job.record);
        jobs.put(job.id(), job);
        if (jobs.size() > KEPT) {
            jobs.pollFirstEntry();
        }
        return job;
    }

    private synchronized void remove(Job job) throws Refusal {
        file.add(job.record.refused());
        jobs.remove(job.id());
    }
}
