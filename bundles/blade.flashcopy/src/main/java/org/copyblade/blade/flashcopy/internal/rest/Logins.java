package org.copyblade.blade.flashcopy.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.copyblade.blade.flashcopy.internal.rest.RestException.Reason;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.PasswordException;
import org.copyblade.endpoint.Secret;

/**
 * Tokens of one endpoint. A refused one is replaced once, however many threads had it; a refused login is never repeated:
 * it would lock the user. Any thread.
 */
final class Logins {

    private final Access access;
    private final Wire wire;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile Optional<Token> current = Optional.empty();

    Logins(Access access, Wire wire) {
        this.access = access;
        this.wire = wire;
    }

    /** The token in use, or a new one. */
    Token current(Lane lane, Call call) throws RestException {
        Optional<Token> token = current;
        return token.isPresent() ? token.get() : replace(lane, token, call);
    }

    /** A token other than this one, which was refused. */
    Token insteadOf(Token refused, Lane lane, Call call) throws RestException {
        return replace(lane, Optional.of(refused), call);
    }

    private Token replace(Lane lane, Optional<Token> old, Call call) throws RestException {
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
                current = Optional.of(fresh(lane, call));
            }
            return current.get();
        } finally {
            renewing.unlock();
        }
    }

    /** A token of its own, which no other request uses. */
    Token fresh(Lane lane, Call call) throws RestException {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.put("username", access.user());
        params.put("password", password());
        access.console().ifPresent(console -> params.put("hmc1", console));
        URI uri = URI.create(access.base() + "/tokens");
        Answer answer = wire.send(lane, "POST", uri, Optional.empty(), RestClient.envelope(params), call);
        JsonNode body;
        try {
            body = answer.success("login of user '" + access.user() + "'");
        } catch (RestException e) {
            throw isAboutCredentials(e)
                    ? RestException.answered(Reason.CREDENTIALS, e.status(), e.serverCode(), e.getMessage())
                    : e;
        }
        String token = body.at("/token/token").asText();
        if (token.isEmpty()) {
            throw RestException.notSent(
                    Reason.NOT_UNDERSTOOD, "login of user '" + access.user() + "': the answer has no token");
        }
        return new Token(new Secret(token), answer.certificateSha256());
    }

    private String password() throws RestException {
        try {
            return access.password().password().text();
        } catch (PasswordException e) {
            throw RestException.notSent(Reason.PASSWORD_FILE, e.getMessage());
        }
    }

    /** HTTP 401, or the family of codes from BE7A0027 to BE7A002D. */
    private static boolean isAboutCredentials(RestException e) {
        return e.status() == 401 || e.serverCode().matches("BE7A002[789A-D]");
    }
}
