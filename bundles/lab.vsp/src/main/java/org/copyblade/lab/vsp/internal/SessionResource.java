package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** {@code /sessions} and the lock of resource groups, which belongs to a session. */
final class SessionResource {
    static final String LOGIN = "login";
    private static final int LONGEST_ALIVE_S = 300;
    private static final int LONGEST_AUTHENTICATION_S = 900;
    private static final int LONGEST_LOCK_WAIT_S = 7200;
    private static final String LOCKS = "/services/resource-group-service/actions";

    private final Sessions sessions;
    private final Jobs jobs;

    SessionResource(Sessions sessions, Jobs jobs) {
        this.sessions = sessions;
        this.jobs = jobs;
    }

    List<Route> routes() {
        return List.of(
                Route.post(LOGIN, "/objects/sessions", this::login).withoutSession(),
                Route.get("sessions", "/objects/sessions", this::list),
                Route.get("session", "/objects/sessions/*", this::one),
                Route.delete("logout", "/objects/sessions/*", this::end),
                Route.act("lock", LOCKS + "/lock", this::lock),
                Route.act("unlock", LOCKS + "/unlock", this::unlock));
    }

    private Response login(Request request) throws Refusal {
        Attributes attributes = request.attributes();
        attributes.requireKnown(Set.of("aliveTime", "authenticationTimeout"));
        int alive = attributes.number("aliveTime", 1, LONGEST_ALIVE_S).orElse(LONGEST_ALIVE_S);
        attributes.number("authenticationTimeout", 1, LONGEST_AUTHENTICATION_S);
        String[] credentials = credentials(request.authorization());
        Sessions.Session session = sessions.login(credentials[0], credentials[1], Duration.ofSeconds(alive));
        return Response.ok(JsonNodeFactory.instance
                .objectNode()
                .put("token", session.token())
                .put("sessionId", session.id()));
    }

    private static String[] credentials(String authorization) throws Refusal {
        Refusal none = Refusal.of(401, Codes.LOGIN, "No user ID and password were given.");
        if (!authorization.startsWith("Basic ")) {
            throw none;
        }
        try {
            String text = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon > 0) {
                return new String[] {text.substring(0, colon), text.substring(colon + 1)};
            }
            throw none;
        } catch (IllegalArgumentException cause) {
            throw none;
        }
    }

    private Response list(Request request) throws Refusal {
        request.requireQuery(Set.of());
        return Response.list(sessions.all().stream().map(SessionResource::node).toList());
    }

    private Response one(Request request) throws Refusal {
        return Response.ok(node(require(request)));
    }

    private Response end(Request request) throws Refusal {
        request.attributes().requireKnown(Set.of("force"));
        sessions.end(require(request).id());
        return Response.ok(JsonNodeFactory.instance.objectNode());
    }

    private Sessions.Session require(Request request) throws Refusal {
        int id = request.number("Session");
        return sessions.all().stream()
                .filter(it -> it.id() == id)
                .findFirst()
                .orElseThrow(() -> Refusal.missing("Session " + id));
    }

    private static ObjectNode node(Sessions.Session session) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("sessionId", session.id())
                .put("userId", session.user());
    }

    /** The job waits for the lock; who asks for it takes it. */
    private Response lock(Request request) throws Refusal, InterruptedException {
        Attributes parameters = request.parameters();
        parameters.requireKnown(Set.of("waitTime"));
        int wait = parameters.number("waitTime", 0, LONGEST_LOCK_WAIT_S).orElse(0);
        long end = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        return jobs.start(
                request,
                () -> new Jobs.Outcome(List.of("/services/resource-group-service"), true, () -> {
                    boolean locked = sessions.lock(request.session());
                    if (!locked && System.nanoTime() - end >= 0) {
                        throw Sessions.locked();
                    }
                    return locked;
                }));
    }

    private Response unlock(Request request) throws Refusal, InterruptedException {
        request.parameters().requireKnown(Set.of());
        return jobs.start(request, () -> {
            sessions.unlock(request.session());
            return Jobs.Outcome.done("/services/resource-group-service");
        });
    }
}
