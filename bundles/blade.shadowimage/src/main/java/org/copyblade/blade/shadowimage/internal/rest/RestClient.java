package org.copyblade.blade.shadowimage.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.copyblade.blade.shadowimage.internal.rest.RestException.Reason;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Lane;

/**
 * The Configuration Manager REST API of one storage system: every request with a session, every answer checked, every
 * change followed to the end of its job. A request whose token is refused was not carried out; it is sent once more with a
 * new session, and no other request is ever sent twice. Any thread.
 *
 * <p>Source: Hitachi REST API Reference Guide (MK-98RD9014) and public clients.
 */
public final class RestClient {

    private static final Duration LONGEST_HELD = Duration.ofSeconds(10);
    private static final Duration FIRST_LOOK = Duration.ofMillis(10);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private final Access access;
    private final Exchanger exchanger;
    private final Logins logins;
    private final KeptSessions kept;
    private final Lane lane;

    /**
     * @param threads for the work of the HTTP client; ended by the caller
     * @param kept sessions of this endpoint, also of processes before this one
     */
    public RestClient(Access access, SSLContext tls, Executor threads, KeptSessions kept) {
        this.access = access;
        this.exchanger = new Exchanger(access.limits(), tls, threads);
        this.logins = new Logins(access, exchanger, kept);
        this.kept = kept;
        this.lane = Lane.BACKGROUND;
    }

    private RestClient(RestClient other, Lane lane) {
        this.access = other.access;
        this.exchanger = other.exchanger;
        this.logins = other.logins;
        this.kept = other.kept;
        this.lane = lane;
    }

    /** The same client, its connections and its session, for requests of another lane. */
    public RestClient on(Lane other) {
        return new RestClient(this, other);
    }

    /** Asks. */
    public JsonNode get(String path, Call call) throws RestException {
        return send("GET", path, Map.of(), "", call);
    }

    /**
     * Changes, and returns when the job of the change is over: when the storage has taken the order, not when a copy is
     * done.
     *
     * @param body JSON, or empty
     * @return the number of the job
     */
    public long change(String method, String path, String body, Call call) throws RestException {
        String what = method + " " + path;
        long held = Math.min(
                LONGEST_HELD.toSeconds(), access.limits().requestTimeout().toSeconds() / 2);
        Map<String, String> headers = Map.of(
                "Job-Mode-Wait-Configuration-Change",
                "NoWait",
                "Response-Job-Status",
                "Completed;",
                "Response-Max-Wait",
                Long.toString(Math.max(1, held)));
        JsonNode job = send(method, path, headers, body, call);
        Duration look = FIRST_LOOK;
        while (!job.path("status").asText().equals("Completed")) {
            if (!job.path("jobId").isIntegralNumber()) {
                throw RestException.unknown(Reason.NOT_UNDERSTOOD, what + ": the answer is no job");
            }
            if (call.expired() || call.cancelled()) {
                throw RestException.unknown(Reason.TIMEOUT, what + ": its job has not ended in time");
            }
            LockSupport.parkNanos(look.toNanos());
            look = look.multipliedBy(2).compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look.multipliedBy(2);
            job = job(what, job.path("jobId").asLong(), call);
        }
        switch (job.path("state").asText()) {
            case "Succeeded" -> {
                return job.path("jobId").asLong();
            }
            case "Failed" -> throw Answer.failure(what, job);
            default ->
                throw RestException.unknown(
                        Reason.NOT_UNDERSTOOD,
                        what + ": its job has ended as '" + job.path("state").asText() + "'");
        }
    }

    /** The order was sent: a question about it that fails leaves its fate unknown. */
    private JsonNode job(String what, long id, Call call) throws RestException {
        try {
            return get("/jobs/" + id, call);
        } catch (RestException e) {
            throw RestException.unknown(e.reason(), what + ": its job cannot be asked for: " + e.getMessage());
        }
    }

    private JsonNode send(String method, String path, Map<String, String> more, String body, Call call)
            throws RestException {
        Session session = logins.current(lane, call);
        if (lane == Lane.BACKGROUND) {
            endLeft(session, call);
            kept.keep();
        }
        Answer answer = send(method, path, more, session, body, call);
        if (answer.refusesToken()) {
            Session renewed = logins.insteadOf(session, lane, call);
            answer = send(method, path, more, renewed, body, call);
            if (answer.refusesToken()) {
                throw RestException.refused(
                        Reason.CREDENTIALS,
                        answer.status(),
                        "",
                        method + " " + path + ": the token of a fresh session is refused");
            }
        }
        return answer.success(method + " " + path);
    }

    /**
     * Ends what a killed process has left, outside every window. A number may have been given to somebody else since
     * (unconfirmed), so a session is ended only if it is of our user.
     */
    private void endLeft(Session session, Call call) {
        for (int left : kept.takeLeft()) {
            String path = "/sessions/" + left;
            try {
                Answer found = send("GET", path, Map.of(), session, "", call);
                boolean ours = found.status() == 200
                        && left != session.id()
                        && found.success("GET " + path).path("userId").asText().equals(access.user());
                if (ours) {
                    send("DELETE", path, Map.of(), session, "{\"force\":true}", call)
                            .success("DELETE " + path);
                }
                kept.ended(left);
            } catch (RestException later) {
                // The next request that finds time tries again; meanwhile it may die of idleness.
                kept.giveBack(left);
            }
        }
    }

    private Answer send(String method, String path, Map<String, String> more, Session session, String body, Call call)
            throws RestException {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Authorization", session.authorization());
        return exchanger.send(lane, method, URI.create(access.objects() + path), headers, body, call);
    }

    /** Uses the session, if there is one, so that it does not die of idleness. */
    public void keepAlive(Call call) throws RestException {
        Optional<Session> session = logins.inUse();
        if (session.isPresent()) {
            get("/sessions/" + session.get().id(), call);
        }
    }

    /** Ends the session, if there is one: a storage takes 64 only. */
    public void logout(Call call) throws RestException {
        Optional<Session> session = logins.inUse();
        if (session.isPresent()) {
            String path = "/sessions/" + session.get().id();
            send("DELETE", path, Map.of(), session.get(), "", call);
            kept.ended(session.get().id());
            kept.keep();
        }
    }
}
