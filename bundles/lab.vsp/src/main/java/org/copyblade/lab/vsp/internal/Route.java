package org.copyblade.lab.vsp.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.lab.array.ArrayException;

/**
 * One call of the API.
 *
 * @param operation its name in the operation log and in faults
 * @param methods of HTTP, any of which will do
 * @param pattern segments of the path; an asterisk stands for an id
 * @param open is it answered without a session?
 * @param action what answers it
 */
record Route(String operation, Set<String> methods, List<String> pattern, boolean open, Action action) {

    /** Changes and actions were PUT in older manuals; clients send either. */
    private static final Set<String> CHANGE = Set.of("PUT", "PATCH");

    private static final Set<String> ACTION = Set.of("PUT", "POST");

    /** Answers a request. */
    interface Action {
        Response answer(Request request) throws Refusal, ArrayException, InterruptedException;
    }

    static Route get(String operation, String path, Action action) {
        return new Route(operation, Set.of("GET"), segments(path), false, action);
    }

    static Route post(String operation, String path, Action action) {
        return new Route(operation, Set.of("POST"), segments(path), false, action);
    }

    static Route delete(String operation, String path, Action action) {
        return new Route(operation, Set.of("DELETE"), segments(path), false, action);
    }

    static Route change(String operation, String path, Action action) {
        return new Route(operation, CHANGE, segments(path), false, action);
    }

    /** @param path up to the verb */
    static Route act(String operation, String path, Action action) {
        return new Route(operation, ACTION, segments(path + "/invoke"), false, action);
    }

    Route withoutSession() {
        return new Route(operation, methods, pattern, true, action);
    }

    boolean hasBody() {
        return !methods.contains("GET");
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/"));
    }

    /** The ids in a path of this form, or empty if it is of another. */
    Optional<List<String>> match(List<String> path) {
        if (path.size() != pattern.size()) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        for (int segment = 0; segment < path.size(); segment++) {
            if (pattern.get(segment).equals("*")) {
                ids.add(path.get(segment));
            } else if (!pattern.get(segment).equals(path.get(segment))) {
                return Optional.empty();
            }
        }
        return Optional.of(ids);
    }
}
