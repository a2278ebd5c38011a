package org.copyblade.lab.zosmf.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.zos.LabSysplex;

/** {@code /services/authenticate} and {@code /info}. Login and logout need the headers, and so are answered by the exchange. */
final class LoginResource {
    static final String LOGIN = "login";
    static final String LOGOUT = "logout";
    static final String CHANGE = "change-password";
    static final String INFO = "info";

    private final LabSysplex sysplex;
    private final Sessions sessions;

    LoginResource(LabSysplex sysplex, Sessions sessions) {
        this.sysplex = sysplex;
        this.sessions = sessions;
    }

    List<Route> routes() {
        return List.of(
                Route.of(LOGIN, "POST", "/services/authenticate", request -> done()),
                Route.of(LOGOUT, "DELETE", "/services/authenticate", request -> done()),
                Route.of(CHANGE, "PUT", "/services/authenticate", this::change),
                Route.of(INFO, "GET", "/info", request -> info()));
    }

    static Reply login(Optional<String> token) throws Refusal {
        String granted = token.orElseThrow(() -> Refusal.unknown(401, "user or password is wrong"));
        return done().with(Map.of("Set-Cookie", Sessions.cookies(granted)));
    }

    static Reply done() {
        return Reply.json(
                200, object().put("returnCode", 0).put("reasonCode", 0).put("message", "Success."));
    }

    private Reply change(Request request) throws Refusal {
        ObjectNode body = request.json(why -> Refusal.unknown(400, why));
        Request.Malformed malformed = why -> Refusal.unknown(400, why);
        String user = Request.text(body, "userID", malformed).orElse("");
        String old = Request.text(body, "oldPwd", malformed).orElse("");
        String other = Request.text(body, "newPwd", malformed).orElse("");
        if (!sessions.change(user, old, other)) {
            throw Refusal.unknown(401, "user or password is wrong");
        }
        return done();
    }

    private Reply info() {
        ObjectNode info = object().put("zosmf_version", "29")
                .put("zosmf_full_version", "29.0")
                .put("api_version", "1")
                .put("zos_version", "04.29.00")
                .put("zosmf_saf_realm", "SAFRealm")
                .put("zosmf_hostname", "localhost");
        info.putArray("plugins")
                .addObject()
                .put("pluginVersion", "lab")
                .put("pluginDefaultName", sysplex.sysplex())
                .put("pluginStatus", "ACTIVE");
        return Reply.json(200, info);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
