package org.copyblade.blade.flashcopy.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.copyblade.blade.flashcopy.internal.rest.RestException.Reason;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Lane;

/**
 * The RESTful API of one DS8000: every request with a token, every answer checked. A request whose token is refused was not
 * carried out; it is sent once more with a new token, and no other request is ever sent twice. Any thread.
 *
 * <p>Source: IBM Documentation, "Requests", "Security", "Error handling" of the DS8000 RESTful API.
 */
public final class RestClient {

    private final Access access;
    private final Exchanger exchanger;
    private final Ds8000Login login;
    private final Logins logins;
    private final Lane lane;

    /** @param threads for the work of the HTTP client; ended by the caller */
    public RestClient(Access access, SSLContext tls, Executor threads) {
        this.access = access;
        this.exchanger = new Exchanger(access.limits(), tls, threads);
        this.login = new Ds8000Login(access, exchanger);
        this.logins = new Logins(login);
        this.lane = Lane.BACKGROUND;
    }

    private RestClient(RestClient other, Lane lane) {
        this.access = other.access;
        this.exchanger = other.exchanger;
        this.login = other.login;
        this.logins = other.logins;
        this.lane = lane;
    }

    /** The same client, its connections and its token, for requests of another lane. */
    public RestClient on(Lane other) {
        return new RestClient(this, other);
    }

    /** Asks. */
    public JsonNode get(String path, Call call) throws RestException {
        return send("GET", path, "", call);
    }

    /** Creates or acts. */
    public JsonNode post(String path, ObjectNode params, Call call) throws RestException {
        return send("POST", path, envelope(params), call);
    }

    /** Changes the fields given. */
    public JsonNode put(String path, ObjectNode params, Call call) throws RestException {
        return send("PUT", path, envelope(params), call);
    }

    /** Removes. */
    public JsonNode delete(String path, Call call) throws RestException {
        return send("DELETE", path, "", call);
    }

    /** A new login of its own, for somebody outside who is to send one request. */
    public Token freshToken(Call call) throws RestException {
        return login.fresh(lane, call);
    }

    /** The full address of a path. */
    public URI uri(String path) {
        return URI.create(access.base() + path);
    }

    /** The body of a request. */
    public static String envelope(ObjectNode params) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.putObject("request").set("params", params);
        return request.toString();
    }

    private JsonNode send(String method, String path, String body, Call call) throws RestException {
        Token token = logins.current(lane, call);
        Answer answer = sent(method, path, token, body, call);
        if (answer.refusesToken()) {
            Token renewed = logins.insteadOf(token, lane, call);
            answer = sent(method, path, renewed, body, call);
            if (answer.refusesToken()) {
                throw RestException.answered(
                        Reason.CREDENTIALS, answer.status(), "", method + " " + path + ": a fresh token is refused");
            }
        }
        return answer.success(method + " " + path);
    }

    private Answer sent(String method, String path, Token token, String body, Call call) throws RestException {
        return Answer.of(exchanger.send(lane, method, uri(path), token.header(), body, call));
    }
}
