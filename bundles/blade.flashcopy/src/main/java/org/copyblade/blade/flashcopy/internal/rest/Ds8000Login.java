package org.copyblade.blade.flashcopy.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import org.copyblade.blade.flashcopy.internal.rest.RestException.Reason;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.Secret;

/** Logs in at the RESTful API of a DS8000. Any thread. */
final class Ds8000Login implements Logins.Login {
    private final Access access;
    private final Exchanger exchanger;

    Ds8000Login(Access access, Exchanger exchanger) {
        this.access = access;
        this.exchanger = exchanger;
    }

    @Override
    public Token fresh(Lane lane, Call call) throws RestException {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        params.put("username", access.user());
        params.put("password", access.secret().text());
        access.console().ifPresent(console -> params.put("hmc1", console));
        URI uri = URI.create(access.base() + "/tokens");
        Answer answer = Answer.of(exchanger.send(lane, "POST", uri, Map.of(), RestClient.envelope(params), call));
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

    /** HTTP 401, or the family of codes from BE7A0027 to BE7A002D. */
    private static boolean isAboutCredentials(RestException e) {
        return e.status() == 401 || e.serverCode().matches("BE7A002[789A-D]");
    }
}
