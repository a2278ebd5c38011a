package org.copyblade.lab.ds8000.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.lab.array.ArrayException;

/**
 * One call of the API.
 *
 * @param operation its name in the operation log and in faults
 * @param method of HTTP
 * @param pattern segments of the path; an asterisk stands for an id
 * @param hasBody does it take parameters in a body?
 * @param action what answers it
 */
record Route(String operation, String method, List<String> pattern, boolean hasBody, Action action) {

    /** Answers a request. */
    interface Action {
        Response answer(Request request) throws Refusal, ArrayException;
    }

    static Route of(String operation, String method, String path, Action action) {
        return new Route(
                operation,
                method,
                List.of(path.substring(1).split("/")),
                method.equals("POST") || method.equals("PUT"),
                action);
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
            } else if (!pattern.get(segment).equalsIgnoreCase(path.get(segment))) {
                return Optional.empty();
            }
        }
        return Optional.of(ids);
    }
}
