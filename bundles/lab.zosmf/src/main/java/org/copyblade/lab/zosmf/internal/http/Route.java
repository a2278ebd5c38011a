package org.copyblade.lab.zosmf.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call.
 *
 * @param operation its name in the operation log and in faults
 * @param method of HTTP
 * @param pattern segments of the path; an asterisk stands for an id
 * @param action what answers it
 */
record Route(String operation, String method, List<String> pattern, Action action) {

    /** Answers a request. */
    interface Action {
        Reply answer(Request request) throws Refusal, InterruptedException;
    }

    static Route of(String operation, String method, String path, Action action) {
        return new Route(operation, method, List.of(path.substring(1).split("/")), action);
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
