package org.copyblade.blade.flashcopy.internal.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.copyblade.blade.flashcopy.internal.rest.RestException.Reason;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.Reply;
import org.copyblade.endpoint.Secret;

/**
 * The REST interface of one IBM Storage Virtualize system: every command is a POST with a token. A command whose token is
 * refused was not carried out; it is sent once more with a new token, and no other command is ever sent twice. Any thread.
 *
 * <p>Source: IBM Documentation, "API management" of FlashSystem and Storwize, and public clients.
 */
public final class VirtualizeClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 400;

    /** An error is text with status 500; its code stands behind the last colon. */
    private static final Pattern ERROR = Pattern.compile("(CMMVC[0-9]{4,5}[A-Z])([^:]*)$", Pattern.DOTALL);

    private final Access access;
    private final Exchanger exchanger;
    private final Logins logins;
    private final Lane lane;

    /** @param threads for the work of the HTTP client; ended by the caller */
    public VirtualizeClient(Access access, SSLContext tls, Executor threads) {
        this.access = access;
        this.exchanger = new Exchanger(access.limits(), tls, threads);
        this.logins = new Logins(this::login);
        this.lane = Lane.BACKGROUND;
    }

    private VirtualizeClient(VirtualizeClient other, Lane lane) {
        this.access = other.access;
        this.exchanger = other.exchanger;
        this.logins = other.logins;
        this.lane = lane;
    }

    /** The same client, its connections and its token, for commands of another lane. */
    public VirtualizeClient on(Lane other) {
        return new VirtualizeClient(this, other);
    }

    /**
     * Sends a command.
     *
     * @param object its positional argument, empty for none
     * @return the document that it answers, a missing node if it answers none
     */
    public JsonNode run(String command, String object, ObjectNode options, Call call) throws RestException {
        String path = "/" + command + (object.isEmpty() ? "" : "/" + URLEncoder.encode(object, StandardCharsets.UTF_8));
        Token token = logins.current(lane, call);
        Reply<byte[]> reply = sent(path, token.header(), options.toString(), call);
        if (refusesToken(reply)) {
            reply = sent(path, logins.insteadOf(token, lane, call).header(), options.toString(), call);
            if (refusesToken(reply)) {
                throw RestException.answered(
                        Reason.CREDENTIALS, reply.status(), "", command + ": a fresh token is refused");
            }
        }
        return document(command, reply);
    }

    private Token login(Lane wanted, Call call) throws RestException {
        Map<String, String> headers = Map.of(
                "X-Auth-Username",
                access.user(),
                "X-Auth-Password",
                access.secret().text());
        Reply<byte[]> reply =
                exchanger.send(wanted, "POST", URI.create(access.base() + "/auth"), headers, "null", call);
        String what = "login of user '" + access.user() + "'";
        if (refusesToken(reply)) {
            throw RestException.answered(
                    Reason.CREDENTIALS, reply.status(), "", what + ": refused, HTTP " + reply.status());
        }
        String token = document(what, reply).path("token").asText();
        if (token.isEmpty()) {
            throw RestException.notSent(Reason.NOT_UNDERSTOOD, what + ": the answer has no token");
        }
        return new Token(new Secret(token), reply.certificateSha256());
    }

    private Reply<byte[]> sent(String path, Map<String, String> headers, String body, Call call) throws RestException {
        return exchanger.send(lane, "POST", URI.create(access.base() + path), headers, body, call);
    }

    /** 403 is documented; 401 is what HTTP has for it. */
    private static boolean refusesToken(Reply<byte[]> reply) {
        return reply.status() == 403 || reply.status() == 401;
    }

    private static JsonNode document(String what, Reply<byte[]> reply) throws RestException {
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        if (reply.status() / 100 == 2) {
            return parsed(what, reply.status(), text);
        }
        Matcher error = ERROR.matcher(text);
        if (error.find()) {
            throw RestException.answered(
                    Reason.REFUSED,
                    reply.status(),
                    error.group(1),
                    what + ": " + error.group(1) + error.group(2).stripTrailing() + ", HTTP " + reply.status());
        }
        if (reply.status() == 404) {
            throw RestException.notSent(Reason.REFUSED, what + ": the system does not know this command, HTTP 404");
        }
        throw RestException.answered(
                reply.status() == 503 ? Reason.UNAVAILABLE : Reason.NOT_UNDERSTOOD,
                reply.status(),
                "",
                what + ": the answer is not as documented, HTTP " + reply.status() + " " + shown(text));
    }

    private static JsonNode parsed(String what, int status, String text) throws RestException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw RestException.answered(
                    Reason.NOT_UNDERSTOOD, status, "", what + ": the answer is no JSON: " + shown(text));
        }
    }

    private static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
