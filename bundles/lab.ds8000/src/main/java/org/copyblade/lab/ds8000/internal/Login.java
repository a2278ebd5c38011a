package org.copyblade.lab.ds8000.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.face.FaceSessions;

/** {@code POST /tokens}. */
final class Login {
    static final String OPERATION = "login";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ");

    private final SystemSeed settings;
    private final FaceSessions sessions;

    Login(SystemSeed settings, FaceSessions sessions) {
        this.settings = settings;
        this.sessions = sessions;
    }

    List<Route> routes() {
        return List.of(Route.of(OPERATION, "POST", "/tokens", this::login));
    }

    private Response login(Request request) throws Refusal {
        String token = sessions.login(request.text("username"), request.text("password"))
                .orElseThrow(() -> new Refusal(401, Codes.BAD_CREDENTIALS, "user name or password is wrong"));
        ZonedDateTime expires = ZonedDateTime.now().plus(settings.tokenIdleMs(), ChronoUnit.MILLIS);
        ObjectNode document = Documents.done();
        document.putObject("token")
                .put("token", token)
                .put("expired_time", TIME.format(expires))
                .put("max_idle_interval", Long.toString(settings.tokenIdleMs()));
        return new Response(200, document);
    }
}
