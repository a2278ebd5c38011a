package org.copyblade.blade.shadowimage.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.copyblade.blade.shadowimage.internal.rest.RestException.Reason;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.Secret;

/**
 * The session of one endpoint. A refused one is replaced once, however many threads had it; a refused login is never
 * repeated: it would lock the user. There is one at a time, because a storage takes 64 of all its clients. Any thread.
 */
final class Logins {

    private final Access access;
    private final Exchanger exchanger;
    private final KeptSessions kept;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile Optional<Session> current = Optional.empty();

    Logins(Access access, Exchanger exchanger, KeptSessions kept) {
        this.access = access;
        this.exchanger = exchanger;
        this.kept = kept;
    }

    /** The session in use, if there is one. */
    Optional<Session> inUse() {
        return current;
    }

    /** The session in use, or a new one. */
    Session current(Lane lane, Call call) throws RestException {
        Optional<Session> session = current;
        return session.isPresent() ? session.get() : replace(lane, session, call);
    }

    /** A session other than this one, which was refused. */
    Session insteadOf(Session refused, Lane lane, Call call) throws RestException {
        return replace(lane, Optional.of(refused), call);
    }

    private Session replace(Lane lane, Optional<Session> old, Call call) throws RestException {
        try {
            if (!renewing.tryLock(Math.max(0, call.remaining().toNanos()), TimeUnit.NANOSECONDS)) {
                throw RestException.notSent(Reason.TOO_LATE, "another login has not ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RestException.notSent(Reason.TOO_LATE, "interrupted while another login was under way");
        }
        try {
            if (current.equals(old)) {
                Session session = fresh(lane, call);
                kept.begun(session.id());
                old.ifPresent(dead -> kept.ended(dead.id()));
                current = Optional.of(session);
            }
            return current.get();
        } finally {
            renewing.unlock();
        }
    }

    private Session fresh(Lane lane, Call call) throws RestException {
        String what = "login of user '" + access.user() + "'";
        String credentials = Base64.getEncoder()
                .encodeToString((access.user() + ":" + access.secret().text()).getBytes(StandardCharsets.UTF_8));
        URI uri = URI.create(access.objects() + "/sessions");
        JsonNode body;
        try {
            Answer answer =
                    exchanger.send(lane, "POST", uri, Map.of("Authorization", "Basic " + credentials), "", call);
            if (answer.status() == 503) {
                throw RestException.notSent(
                        Reason.SESSIONS, what + ": the storage takes no more sessions now, HTTP 503");
            }
            body = answer.success(what);
        } catch (RestException e) {
            throw e.status() == 401
                    ? RestException.refused(Reason.CREDENTIALS, e.status(), e.serverCode(), e.getMessage())
                    : withoutEffect(e);
        }
        String token = body.path("token").asText();
        if (token.isEmpty() || !body.path("sessionId").isIntegralNumber()) {
            throw RestException.notSent(Reason.NOT_UNDERSTOOD, what + ": the answer has no token");
        }
        return new Session(body.path("sessionId").asInt(), new Secret(token));
    }

    /** Whatever became of the login, the request that needed it was not sent. */
    private static RestException withoutEffect(RestException e) {
        return RestException.notSent(e.reason(), e.getMessage());
    }
}
