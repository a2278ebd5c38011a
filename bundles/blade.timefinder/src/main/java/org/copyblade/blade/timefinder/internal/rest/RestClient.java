package org.copyblade.blade.timefinder.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.timefinder.internal.rest.RestException.Reason;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.Secret;

/**
 * The REST API of one Unisphere: every answer checked, jobs waited for. A request that is refused for its password was not
 * carried out; it is sent once more if the password has changed meanwhile, and no other request is ever sent twice. Any
 * thread.
 */
public final class RestClient {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Access access;
    private final Exchanger exchanger;
    private final Lane lane;
    private volatile Optional<Secret> known = Optional.empty();

    /** @param threads for the work of the HTTP client; ended by the caller */
    public RestClient(Access access, SSLContext tls, Executor threads) {
        this(access, new Exchanger(access.limits(), tls, threads), Lane.BACKGROUND);
    }

    private RestClient(Access access, Exchanger exchanger, Lane lane) {
        this.access = access;
        this.exchanger = exchanger;
        this.lane = lane;
    }

    /** The same client and its connections, for requests of another lane. */
    public RestClient on(Lane other) {
        return new RestClient(access, exchanger, other);
    }

    /** Asks. */
    public JsonNode get(String path, Call call) throws RestException {
        return send("GET", path, "", call).success("GET " + path, access.user());
    }

    /**
     * Changes something, and waits for the job where the server makes it one. Whoever gives up waiting does not know what
     * becomes of it.
     *
     * @param jobs where jobs are asked for, such as {@code /103/system/symmetrix/ID/job}
     */
    public JsonNode change(String method, String path, String body, String jobs, Call call) throws RestException {
        String what = method + " " + path;
        Answer answer = send(method, path, body, call);
        JsonNode document = answer.success(what, access.user());
        return answer.isJob() ? ended(what, jobs + "/" + jobId(what, document), call) : document;
    }

    private static String jobId(String what, JsonNode job) throws RestException {
        String id = job.path("jobId").asText();
        if (id.isEmpty()) {
            throw RestException.unknown(Reason.NOT_UNDERSTOOD, what + ": the job has no id");
        }
        return id;
    }

    private JsonNode ended(String what, String job, Call call) throws RestException {
        while (true) {
            if (call.expired() || call.cancelled()) {
                throw RestException.unknown(Reason.TIMEOUT, what + ": its job has not ended in time");
            }
            JsonNode document = look(what, job, call);
            String word = document.path("status").asText();
            switch (JobStatus.of(word)) {
                case SUCCEEDED -> {
                    return document;
                }
                case FAILED -> {
                    String result = document.path("result").asText();
                    throw RestException.answered(
                            Reason.REFUSED, 500, result, what + ": its job is " + word + ": " + result);
                }
                case NOT_KNOWN ->
                    throw RestException.unknown(
                            Reason.NOT_UNDERSTOOD,
                            what + ": its job is '" + word + "', and may still be at it: "
                                    + document.path("result").asText());
                case GOES_ON -> LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    private JsonNode look(String what, String job, Call call) throws RestException {
        try {
            return get(job, call);
        } catch (RestException e) {
            throw RestException.unknown(Reason.BROKEN, what + ": its job cannot be asked for: " + e.getMessage());
        }
    }

    private Answer send(String method, String path, String body, Call call) throws RestException {
        URI uri = URI.create(access.base() + path);
        Secret password = known.isPresent() ? known.get() : password();
        Answer answer = exchanger.send(lane, method, uri, access, password, body, call);
        if (answer.refusesCredentials()) {
            Secret newer = password();
            if (!newer.text().equals(password.text())) {
                answer = exchanger.send(lane, method, uri, access, newer, body, call);
            }
        }
        return answer;
    }

    private Secret password() throws RestException {
        Secret password = access.secret();
        known = Optional.of(password);
        return password;
    }

    /** The text of a body. */
    public static String body(ObjectNode parameters) {
        return parameters.toString();
    }
}
