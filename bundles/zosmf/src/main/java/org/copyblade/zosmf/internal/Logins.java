package org.copyblade.zosmf.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.PasswordException;
import org.copyblade.endpoint.Secret;
import org.copyblade.zosmf.Authentication;
import org.copyblade.zosmf.Credential;
import org.copyblade.zosmf.ZosmfAccess;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.ErrorCodes;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * What requests of one server say of who sends them. A refused token is replaced once, however many threads had it; a
 * refused login is never repeated by itself: it would have the user revoked. Any thread.
 */
final class Logins {

    private static final String PATH = "/services/authenticate";
    private static final List<String> TOKENS = List.of("jwtToken=", "LtpaToken2=");

    private final ZosmfAccess access;
    private final Exchanger exchanger;
    private final Refusals refusals;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile Optional<Credential> current = Optional.empty();

    Logins(ZosmfAccess access, Exchanger exchanger) {
        this.access = access;
        this.exchanger = exchanger;
        this.refusals = new Refusals(access.user());
    }

    /** The one in use, or a new one. */
    Credential current(Lane lane, ZosmfCall call) throws ZosmfException {
        if (access.authentication() == Authentication.BASIC) {
            return basic();
        }
        Optional<Credential> credential = current;
        return credential.isPresent() ? credential.get() : replace(lane, credential, call);
    }

    /** A request that carries a credential. */
    interface Carrying {
        Answer send() throws ZosmfException;
    }

    /** Sends a request with this, so that a wrong password is sent by neither many at one time nor for ever. */
    Answer carry(Credential credential, ZosmfCall call, Carrying request) throws ZosmfException {
        if (access.authentication() != Authentication.BASIC) {
            return request.send();
        }
        boolean turn = refusals.awaitsTurn(credential.secret(), call);
        try {
            Answer answer = request.send();
            if (answer.status() < 500) {
                // A server in trouble may not have looked at the password.
                refusals.note(credential.secret(), answer.status() != 401);
            }
            return answer;
        } finally {
            refusals.tried(turn);
        }
    }

    /** One other than this, which was refused; empty if there can be none. */
    Optional<Credential> insteadOf(Credential refused, Lane lane, ZosmfCall call) throws ZosmfException {
        return access.authentication() == Authentication.BASIC
                ? Optional.empty()
                : Optional.of(replace(lane, Optional.of(refused), call));
    }

    /** One of its own, which no other request uses. */
    Credential fresh(Lane lane, ZosmfCall call) throws ZosmfException {
        Credential basic = basic();
        Request login = new Request("POST", PATH, Map.of("Content-Type", "application/x-www-form-urlencoded"), "");
        Answer answer = exchanger.send(lane, login, headers(basic), call);
        refusals.note(basic.secret(), answer.status() != 401);
        try {
            answer.success();
        } catch (ZosmfException e) {
            throw ZosmfException.answered(
                    e.reason(), e.status(), e.codes(), "login of user '" + access.user() + "': " + e.getMessage());
        }
        List<String> tokens = new ArrayList<>();
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0].strip();
            if (TOKENS.stream().anyMatch(name -> pair.startsWith(name) && pair.length() > name.length())) {
                tokens.add(pair);
            }
        }
        if (tokens.isEmpty()) {
            throw ZosmfException.answered(
                    Reason.ANSWER,
                    answer.status(),
                    ErrorCodes.NONE,
                    "login of user '" + access.user() + "': the answer has neither jwtToken nor LtpaToken2");
        }
        return new Credential("Cookie", new Secret(String.join("; ", tokens)), answer.certificateSha256());
    }

    static Map<String, String> headers(Credential credential) {
        return Map.of(credential.header(), credential.secret().text());
    }

    private Credential basic() throws ZosmfException {
        String pair = access.user() + ":" + password();
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        Secret secret = new Secret("Basic " + encoded);
        refusals.check(secret);
        return new Credential("Authorization", secret, "");
    }

    private String password() throws ZosmfException {
        try {
            return access.password().password().text();
        } catch (PasswordException e) {
            throw ZosmfException.of(Reason.CONFIG, e.getMessage());
        }
    }

    private Credential replace(Lane lane, Optional<Credential> old, ZosmfCall call) throws ZosmfException {
        try {
            if (!renewing.tryLock(Math.max(0, call.remaining().toNanos()), TimeUnit.NANOSECONDS)) {
                throw ZosmfException.of(Reason.TOO_LATE, "another login has not ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ZosmfException.of(Reason.TOO_LATE, "interrupted while another login was under way");
        }
        try {
            if (current.equals(old)) {
                // Whoever comes after a refused login tries anew, once: the password may have been corrected.
                current = Optional.empty();
                current = Optional.of(fresh(lane, call));
            }
            return current.orElseThrow(
                    () -> ZosmfException.of(Reason.CREDENTIALS, "a login at the same time was refused"));
        } finally {
            renewing.unlock();
        }
    }
}
